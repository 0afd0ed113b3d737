import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { splitPaths, stdinOnce, wantsColor } from '../cli/inputs.ts'
import { show } from '../cli/show.ts'
import type { Terminal } from '../cli/terminal.ts'
import { answer } from '../explain/answer.ts'
import type { Format } from '../explain/render.ts'
import { plainStyle, type Style, withLinks } from '../explain/style.ts'
import { visible } from '../model/printable.ts'
import { type Dict, isDict } from '../model/value.ts'
import { Catalog } from '../schema/catalog.ts'
import { compilePattern } from '../validation/pattern.ts'
import { configuredCRDs } from './configured-crds.ts'
import { findObject } from './find-object.ts'
import { Loader } from './loader.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const [argument = '', ...more] = argv
  if (more.length > 0)
    throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd explain --help')
  if (/^CRD\d{4}$/i.test(argument))
    return (await import('./explain-code.ts')).explainCode(argument, String(flags.output), terminal)
  const load = new Loader(terminal)
  const catalog = new Catalog()
  const objects = await read(splitPaths(flags.filename), argument.includes('/'), catalog, load, terminal)
  const crds = catalog.all()
  load.brokenCRDs(catalog)
  if (load.failed) return exitCode.usage
  if (crds.length === 0)
    throw new UserError(
      `no CRD in ${splitPaths(flags.filename).join(', ')}`,
      'a CRD has kind: CustomResourceDefinition',
    )
  const output = flags.output as Format
  const said = await answer(crds, argument, {
    ...optional('apiVersion', flags['api-version'] as string | undefined),
    ...optional('maxDepth', flags['max-depth'] as number | undefined),
    ...optional('find', flags.find === undefined ? undefined : finder(flags.find as string)),
    recursive: flags.recursive === true,
    requiredOnly: flags['required-only'] === true,
    allVersions: flags['all-versions'] === true,
    fullPaths: flags['full-paths'] === true,
    output,
    width: Math.min(terminal.isTTY ? terminal.width : 80, 120),
    style: await styleFor(flags.color, terminal),
    object: (crd, _version, name) => findObject(objects, crd, name, flags.namespace as string | undefined),
    hash: output === 'html' ? await sha256() : () => '',
  })
  if ('error' in said) throw new UserError(said.error, said.hints.map(visible).join('\n') || undefined)
  for (const warning of said.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  await show(said.text, terminal, { pager: output === 'plaintext' && flags['no-pager'] !== true })
  return exitCode.yes
}

/**
 * Fills the catalog from the paths, or from where the repository's configuration says that CRDs are.
 * @returns the objects in the paths, when one may be asked for
 */
async function read(
  paths: readonly string[],
  withObjects: boolean,
  catalog: Catalog,
  load: Loader,
  terminal: Terminal,
): Promise<Dict[]> {
  stdinOnce(paths)
  const objects: Dict[] = []
  if (withObjects) {
    const inputs = await load.inputs(paths, { recursive: true }, catalog)
    for await (const { root } of load.documents(inputs)) if (isDict(root)) objects.push(root)
  } else await load.crds(paths, catalog)
  if (paths.length === 0 || (withObjects && catalog.all().length === 0)) {
    const configured = await configuredCRDs(terminal)
    if (paths.length === 0 && configured.length === 0)
      throw new UserError('no CRD to explain', 'name its file with -f PATH, or in .kubectl-crd.yaml under crds')
    await load.crds(configured, catalog)
  }
  return objects
}

async function styleFor(color: unknown, terminal: Terminal): Promise<Style> {
  const style = wantsColor(color, terminal) ? (await import('../report/explain-colors.ts')).explainColors() : plainStyle
  return terminal.isTTY && terminal.env.TERM !== 'dumb' ? withLinks(style) : style
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
