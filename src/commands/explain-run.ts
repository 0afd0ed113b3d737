import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { splitPaths, stdinOnce, wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { answer } from '../explain/answer.ts'
import type { Format } from '../explain/render.ts'
import { plainStyle } from '../explain/style.ts'
import { gvkOf, nameOf } from '../model/document.ts'
import { visible } from '../model/printable.ts'
import { type Dict, isDict } from '../model/value.ts'
import { Catalog } from '../schema/catalog.ts'
import { compilePattern } from '../validation/pattern.ts'
import { configPath } from './config-path.ts'
import { Loader } from './loader.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const given = splitPaths(flags.filename)
  const [argument = '', ...more] = argv
  if (more.length > 0)
    throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd explain --help')
  if (/^CRD\d{4}$/i.test(argument))
    return (await import('./explain-code.ts')).explainCode(argument, String(flags.output), terminal)
  const paths = given.length > 0 ? given : await configuredCRDs(terminal)
  stdinOnce(paths)
  if (paths.length === 0)
    throw new UserError('no CRD to explain', 'name its file with -f PATH, or in .kubectl-crd.yaml under crds')
  const catalog = new Catalog()
  const load = new Loader(terminal)
  const objects: Dict[] = []
  if (argument.includes('/')) {
    const inputs = await load.inputs(paths, { recursive: true }, catalog)
    for await (const { root } of load.documents(inputs)) if (isDict(root)) objects.push(root)
  } else await load.crds(paths, catalog)
  const crds = catalog.all()
  load.brokenCRDs(catalog)
  if (load.failed) return exitCode.usage
  if (crds.length === 0)
    throw new UserError(`no CRD in ${paths.join(', ')}`, 'a CRD has kind: CustomResourceDefinition')
  const style = wantsColor(flags.color, terminal)
    ? (await import('../report/explain-colors.ts')).explainColors()
    : plainStyle
  const options = {
    ...optional('apiVersion', flags['api-version'] as string | undefined),
    object: (group: string, kind: string, name: string) =>
      objects.find((object) => {
        const gvk = gvkOf(object)
        return gvk?.group === group && gvk.kind === kind && nameOf(object).name === name
      }),
  }
  if (flags.interactive === true) {
    const { explainInteractively } = await import('./explain-interactively.ts')
    return explainInteractively(crds, argument, { options, flags, style, terminal })
  }
  const said = answer(crds, argument, {
    ...options,
    ...optional('maxDepth', flags['max-depth'] as number | undefined),
    ...optional('find', flags.find === undefined ? undefined : finder(flags.find as string)),
    recursive: flags.recursive === true,
    requiredOnly: flags['required-only'] === true,
    allVersions: flags['all-versions'] === true,
    fullPaths: flags['full-paths'] === true,
    output: flags.output as Format,
    width: Math.min(terminal.isTTY ? terminal.width : 80, 120),
    style,
    hash: flags.output === 'html' ? await sha256() : () => '',
  })
  if ('error' in said) throw new UserError(said.error, said.hints.map(visible).join('\n') || undefined)
  for (const warning of said.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  terminal.out(said.text)
  return exitCode.yes
}

/** Where the repository's configuration says that CRDs are. */
async function configuredCRDs(terminal: Terminal): Promise<readonly string[]> {
  const path = configPath({})
  if (path === undefined) return []
  const { readConfig } = await import('./config.ts')
  return (await readConfig(path, '', terminal)).crds
}

/** Node's crypto takes a while to load, and only pages need it. */
async function sha256(): Promise<(text: string) => string> {
  const { createHash } = await import('node:crypto')
  return (text) => createHash('sha256').update(text).digest('base64')
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V }
}

function finder(pattern: string): { test(text: string): boolean } {
  const matcher = compilePattern(pattern)
  if (matcher.error !== undefined) throw new UserError(`--find: ${matcher.error}`, 'it takes an RE2 expression')
  return { test: (text) => matcher.test(text) }
}
