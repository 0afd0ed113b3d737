import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { serverVersion } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { prettyJSON } from '../explain/pretty-json.ts'
import { type Resource, resolveResource } from '../explain/resource.ts'
import { byPriority } from '../explain/version-order.ts'
import type { Finding } from '../model/finding.ts'
import type { Path } from '../model/path.ts'
import { printableJSON, printableLine, visible } from '../model/printable.ts'
import { isDict, isList, newDict, type Value } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'
import { sample } from '../sample/sample.ts'
import type { Shape } from '../sample/solving.ts'
import type { CRDVersion } from '../schema/crd.ts'
import { knownCRDs } from './known-crds.ts'
import { assignment, placeIn } from './sample-paths.ts'
import { tellInstead } from './tell-instead.ts'

type Flags = Readonly<Record<string, unknown>>

/** A sample of one version, or the part of it that was asked for. */
interface Made {
  part: Value
  /** With its explanations, where these were asked for. */
  commented: string | undefined
  unsolved: Finding[]
}

export const run: Run = async ({ flags, argv, terminal }) => {
  const [argument = '', ...more] = argv
  if (more.length > 0) throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd sample --help')
  if (flags.minimal && flags.full)
    throw new UserError('--minimal and --full do not go together', 'leave one of them out')
  if (flags.commented && flags.output === 'json')
    throw new UserError('JSON has no comments', 'leave out --commented, or -o json')
  const resource = await find(argument, flags, terminal)
  if (!resource) return exitCode.usage
  for (const warning of resource.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  const samples: Made[] = []
  for (const version of versionsOf(resource, flags)) samples.push(await make(resource, version, flags))
  terminal.out(flags.output === 'json' ? asJSON(samples) : asYAML(samples))
  for (const { unsolved } of samples) for (const finding of unsolved) warn(finding, terminal)
  return samples.every(({ unsolved }) => unsolved.length === 0) ? exitCode.yes : exitCode.no
}

/** Undefined when what could not be loaded has been said. */
async function find(argument: string, flags: Flags, terminal: Terminal): Promise<Resource | undefined> {
  const allVersions = flags['all-versions'] === true
  const known = await knownCRDs(argument, flags, { withObjects: false, allVersions }, terminal)
  if (!known) return undefined
  if (known.live?.definition.instead === 'built-in')
    throw new UserError(
      `${known.live.crd.names.plural} are built into Kubernetes, and samples are of custom resources`,
      'kubectl create --dry-run=client -o yaml writes many of those',
    )
  if (known.live) tellInstead(known.live.definition, known.live.crd, terminal)
  const resource = resolveResource(known.crds, argument, known.apiVersion)
  if ('error' in resource) throw new UserError(resource.error, resource.hints.map(visible).join('\n') || undefined)
  if (resource.object !== undefined)
    throw new UserError(`a sample is of a kind, not of ${visible(resource.object)}`, 'name it with --name')
  return resource
}

function versionsOf({ crd, version, rest }: Resource, flags: Flags): readonly CRDVersion[] {
  const all = flags['all-versions'] === true
  if (all && rest !== '') throw new UserError('--all-versions is for whole resources', 'leave the path out')
  const served = all ? byPriority(crd.versions).filter((each) => each.served) : [version].filter((each) => each.served)
  if (served.length > 0) return served
  throw new UserError(`version ${visible(version.name)} is not served: nothing can be created in it`)
}

async function make(resource: Resource, version: CRDVersion, flags: Flags): Promise<Made> {
  const { crd, rest } = resource
  const part = placeIn(crd, version, rest)
  const hasSpec = version.schema?.properties.has('spec') === true
  const assignments = (flags.set as readonly string[] | undefined) ?? []
  const options = {
    set: assignments.map((text) => assignment(text, crd, version)),
    present: [...(part.path.length > 0 ? [part.path] : []), ...(flags.commented && hasSpec ? [['spec']] : [])],
    server: serverVersion(flags['kube-version'] as string | undefined),
    ...(typeof flags.name === 'string' && { name: flags.name }),
    ...(typeof flags.namespace === 'string' && { namespace: flags.namespace }),
  }
  const { object, unsolved } = sample(crd, version.name, { ...options, shape: shapeOf(flags) })
  const value = at(object, part.path)
  if (!flags.commented) return { part: value, commented: undefined, unsolved }
  const { withComments } = await import('./sample-comments.ts')
  const fuller = at(sample(crd, version.name, { ...options, shape: 'full' }).object, part.path)
  return { part: value, commented: withComments(part.node, value, fuller, options.server), unsolved }
}

/** With comments, what may be left out is commented out. */
function shapeOf({ minimal, full, commented }: Flags): Shape {
  if (full) return 'full'
  return minimal || commented ? 'minimal' : 'usual'
}

function at(root: Value, path: Path): Value {
  let value: Value | undefined = root
  for (const step of path) value = isList(value) ? value[Number(step)] : isDict(value) ? value[step] : undefined
  return value ?? null
}

function asYAML(samples: readonly Made[]): string {
  return samples.map(({ part, commented }) => commented ?? yamlText(part, { sorted: false })).join('---\n')
}

/** Several are a List, as kubectl prints them. */
function asJSON(samples: readonly Made[]): string {
  const [first, ...rest] = samples.map(({ part }) => part)
  const list = Object.assign(newDict(), { apiVersion: 'v1', kind: 'List', items: [first!, ...rest] })
  return `${printableJSON(prettyJSON(rest.length === 0 ? first! : list))}\n`
}

/** What a person must see to. */
function warn({ field, message, hint }: Finding, terminal: Terminal): void {
  const place = field === '' || field === '<nil>' ? '' : `${field}: `
  terminal.err(`Warning: the server would refuse this sample: ${printableLine(place + message)}\n`)
  if (hint !== undefined) terminal.err(`hint: ${printableLine(hint)}\n`)
}
