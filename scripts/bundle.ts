// Bundles src/ into dist/: a chunk for everything that is loaded only when it is needed, and start.cjs, which loads them.
// The chunks are CommonJS: Node's loader of modules alone takes as long as much of the work.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, transform } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Modules of src/ that many runs do not need, with all that only they need: CEL, RE2, the rules for CRDs, rarer YAML,
 * large regular expressions.
 */
const late = [
  'src/validation/rules.ts',
  'src/validation/pattern.ts',
  'src/lint/server/validate.ts',
  'src/lint/server/stored.ts',
  'src/lint/advice/advise.ts',
  'src/lint/costs/cost-tables.ts',
  'src/model/yaml-text.ts',
  'src/manifest/any-yaml.ts',
  'src/validation/formats/hostname.ts',
  'src/model/printable.ts',
  'src/model/display-width.ts',
  'src/model/go/is-print.ts',
  'src/sample/rules/search.ts',
  'src/sample/text/find-texts.ts',
]

/**
 * Each of these becomes a chunk that is loaded when one of its functions is first called. The sources import them like
 * any other module.
 */
const lateModules: Plugin = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
      const file = relative(root, resolve(resolveDir, path)).replaceAll('\\', '/')
      return kind === 'import-statement' && late.includes(file) ? { path: file, namespace: 'late' } : undefined
    })
    onResolve({ filter: /.*/, namespace: 'late' }, ({ path }) => ({ path, external: true }))
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
      const exports = [...readFileSync(`${root}${path}`, 'utf8').matchAll(/^export (?!type|interface)(\w+) (\w+)/gm)]
      const odd = exports.find(([, kind]) => kind !== 'function')
      if (odd) throw new Error(`${path}: only functions can be loaded late, not ${odd[0]}`)
      const functions = exports.map(
        ([, , name]) => `export function ${name}(...all) { return module().${name}(...all) }`,
      )
      const loader = `let loaded\nconst module = () => (loaded ??= require(${JSON.stringify(`./${chunkName(path)}.js`)}))`
      return { contents: [loader, ...functions].join('\n') }
    })
  },
}

/** All modules of src/ that are loaded when they are needed: by `import()`, or late. */
function entries(): string[] {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const named = files.flatMap((name) =>
    [...readFileSync(`${root}src/${name}`, 'utf8').matchAll(/import\('(\.[^']+)'\)/g)].map(([, path]) =>
      relative(root, resolve(root, 'src', dirname(name), path!)).replaceAll('\\', '/'),
    ),
  )
  return [...new Set([...named, ...late])]
}

/**
 * A chunk holds the modules that the same entries need, and every module that is loaded late is an entry: what they share
 * would be cut into dozens of chunks, each of which takes its time to load. So modules are made to need all of what is
 * there anyway when they are loaded, and that stays whole.
 */
function wholes(): { need: string; modules: string[] }[] {
  const all = entries()
  const isDefinition = (path: string) => all.includes(path.replace('.ts', '-run.ts'))
  // These do their work without.
  const isLean = (path: string) => /commands\/(version-run|explain-code)\.ts|src\/cli\//.test(path)
  const within = (words: RegExp, need: string) => ({
    need,
    modules: all.filter((path) => words.test(path) && path !== need),
  })
  return [
    // What every run loads.
    { need: 'src/cli/main.ts', modules: all },
    // The definition of a command is not loaded without the parser, but for its help.
    { need: 'src/cli/parse-words.ts', modules: all.filter(isDefinition) },
    // Reading, schemas and validation are needed by nearly all that does work.
    {
      need: command('validate-run'),
      modules: all.filter((path) => path !== command('validate-run') && !isDefinition(path) && !isLean(path)),
    },
    within(/commands\/explain-interactively|tui\//, command('print-explanation')),
    within(/commands\/sample-|src\/sample\//, command('sample-run')),
    within(/commands\/diff-/, command('diff-run')),
    within(/commands\/inspect\//, command('inspect-run')),
    within(/commands\/(live-|inspect\/)|src\/cluster\//, command('open-cluster')),
  ]
}

const groups = wholes()

function command(name: string): string {
  return `src/commands/${name}.ts`
}

/** Imports of what is there anyway when the module is loaded. */
function inGroups(path: string): string[] {
  const file = relative(root, path).replaceAll('\\', '/')
  const needs = groups.filter(({ modules }) => modules.includes(file)).map(({ need }) => need)
  return needs.map((need) => `import ${JSON.stringify(`${root}${need}`)}`)
}

const wholeGroups: Plugin = {
  name: 'whole-groups',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      const imports = inGroups(path)
      if (imports.length === 0) return undefined
      return { contents: [readFileSync(path, 'utf8'), ...imports, ''].join('\n'), loader: 'ts' }
    })
  },
}

function chunkName(path: string): string {
  return `late-${path.split('/').slice(1, -1).join('-')}-${basename(path, '.ts')}`
}

/**
 * What oclif's flags and parser load and nothing here runs: its help, spinners, log, prompts, and the drawing of its errors,
 * of which only the message is used. Without these the parser loads in a third of the time.
 */
const unused: Record<string, string> = {
  'lib/flags.js ./help': 'module.exports = {}',
  'lib/flags.js ./util/fs': 'module.exports = {}',
  'lib/parser/parse.js node:readline': 'module.exports = {}',
  'lib/parser/help.js ../ux': 'module.exports = {}',
  'lib/errors/index.js ./handle': 'module.exports = {}',
  'lib/parser/errors.js ../ux/theme': 'exports.colorize = (_, text) => text',
  'lib/errors/errors/cli.js ../../ux/theme': 'exports.colorize = (_, text) => text',
  'lib/errors/errors/pretty-print.js ../../ux/theme': 'exports.colorize = (_, text) => text',
  'lib/errors/errors/cli.js ../../screen': 'exports.errtermwidth = 80',
  'lib/ux/list.js ../screen': 'exports.stdtermwidth = 80',
  'lib/errors/errors/pretty-print.js ../../screen': 'exports.errtermwidth = 80',
  'lib/logger.js debug': 'module.exports = () => () => {}',
  'lib/errors/errors/cli.js clean-stack': 'module.exports = (text) => text',
  'lib/errors/errors/cli.js indent-string': 'module.exports = (text) => text',
  'lib/errors/errors/cli.js wrap-ansi': 'module.exports = (text) => text',
  'lib/errors/errors/pretty-print.js indent-string': 'module.exports = (text) => text',
  'lib/errors/errors/pretty-print.js wrap-ansi': 'module.exports = (text) => text',
}

const lessOclif: Plugin = {
  name: 'less-oclif',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[.:/a-z-]+$/ }, ({ path, importer }) => {
      const from = importer.replaceAll('\\', '/').split('/@oclif/core/')[1]
      return from && `${from} ${path}` in unused ? { path: `${from} ${path}`, namespace: 'unused' } : undefined
    })
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: unused[path]! }))
  },
}

const options = { platform: 'node', target: 'node22', legalComments: 'none', logLevel: 'warning' } as const
// Names stay as they are: they cost no time, and a stack trace in a report is worth reading.
const small = { minifyWhitespace: true, minifySyntax: true } as const

/** What ink asks of its surroundings: React as it is published, and no developer's tools. */
const define = { 'process.env.NODE_ENV': '"production"', 'import.meta.url': '""' }

/**
 * ink without what keeps it from starting fast: tools for developers; fetch, with all that Node loads for it, to decode the
 * text that its layout engine is in; the regular expression of all emoji, to measure text (ours measures what is printed
 * here). The engine is made ready as drawing begins: CommonJS cannot wait for it while it loads, as its own module does.
 */
const inkInCommonJS: Plugin = {
  name: 'ink-in-commonjs',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /ink[/\\]build[/\\]reconciler\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(`process.env['DEV'] === 'true'`, 'false'),
    }))
    onLoad({ filter: /yoga-layout[/\\]dist[/\\]src[/\\]index\.js$/ }, () => ({
      contents: `import { loadYoga } from './load.js'
        export * from './generated/YGEnums.js'
        import enums from './generated/YGEnums.js'
        const yoga = { ...enums }
        export default yoga
        export const load = async () => Object.assign(yoga, await loadYoga())`,
      resolveDir: `${root}node_modules/yoga-layout/dist/src`,
    }))
    onLoad({ filter: /src[/\\]tui[/\\]browse\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const begun = text.replace(/^export async function browse\(.*\{$/m, '$&\n  await load()')
      if (begun === text) throw new Error(`${path}: browse is not where the layout engine could be waited for`)
      const groups = inGroups(path)
      return { contents: [begun, `import { load } from 'yoga-layout'`, ...groups, ''].join('\n'), loader: 'ts' }
    })
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => ({
      contents: `const fetch = undefined\n${readFileSync(path, 'utf8')}`,
    }))
    onResolve({ filter: /^string-width$/ }, ({ path }) => ({ path, namespace: 'string-width' }))
    onLoad({ filter: /.*/, namespace: 'string-width' }, () => ({
      contents: `import { displayWidth } from './src/model/display-width.ts'
        export default (text) => displayWidth(text.replace(/\\x1b\\[[\\d;]*m/g, ''))`,
      resolveDir: root,
    }))
  },
}

const { metafile, outputFiles } = await build({
  ...options,
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts', ...Object.fromEntries(late.map((path) => [chunkName(path), path])) },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  define,
  plugins: [inkInCommonJS, wholeGroups, lateModules, lessOclif],
  metafile: true,
  write: false,
})
rmSync(`${root}dist`, { recursive: true, force: true })
mkdirSync(`${root}dist`)
const hash = createHash('sha256')
for (const { path, text } of outputFiles) {
  const name = basename(path, '.js')
  const { code } = await transform(text.replaceAll(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2'), {
    ...options,
    ...small,
    format: 'cjs',
    supported: { 'dynamic-import': false },
  })
  writeFileSync(`${root}dist/${name}.cjs`, `(function(exports,require,module){${code}})`)
  hash.update(code)
}
writeFileSync(`${root}dist/meta.json`, JSON.stringify(metafile))
await build({
  ...options,
  ...small,
  absWorkingDir: root,
  entryPoints: ['src/start.ts'],
  outfile: 'dist/start.cjs',
  bundle: true,
  format: 'cjs',
  define: { BUILD: JSON.stringify(hash.digest('hex').slice(0, 16)) },
})
