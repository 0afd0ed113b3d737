// Bundles src/ into dist/: one entry, and a chunk for everything that is loaded only when it is needed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Takes Node's own modules by require instead of import: to import one evaluates each of its lazy exports, which for
 * node:fs loads all streams, and for node:http a whole HTTP client (some 25 ms).
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z:/_]+$/ }, ({ path, kind }) => {
      if (!path.startsWith('node:') && !builtinModules.includes(path)) return undefined
      return kind === 'import-statement' ? { path, namespace: 'builtin' } : { path, external: true }
    })
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
    }))
  },
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

const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  plugins: [lessOclif, builtins],
  // CommonJS dependencies call require for Node's own modules.
  banner: {
    js: "import{createRequire as createRequireForBundle}from'node:module';const require=createRequireForBundle(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
  write: false,
})
rmSync(`${root}dist`, { recursive: true, force: true })
mkdirSync(`${root}dist`)
for (const { path, contents } of outputFiles) writeFileSync(path, contents)
writeFileSync(`${root}dist/meta.json`, JSON.stringify(metafile))
