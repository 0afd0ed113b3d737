import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { type Resource, resolveResource } from '../explain/resource.ts'
import { rootOf } from '../explain/root.ts'
import { byPriority } from '../explain/version-order.ts'
import { readManifests } from '../manifest/read.ts'
import type { Finding } from '../model/finding.ts'
import { marshal } from '../model/go/json.ts'
import type { Path } from '../model/path.ts'
import { printableJSON, printableLine, visible } from '../model/printable.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'
import { placeOf } from '../sample/path-argument.ts'
import { type Sample, sample } from '../sample/sample.ts'
import type { Shape } from '../sample/solving.ts'
import type { CRDVersion } from '../schema/crd.ts'
import { parseFieldPath } from '../schema/field-argument.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { stepsOf } from '../schema/walk.ts'
import { knownCRDs } from './known-crds.ts'
import { tellInstead } from './tell-instead.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const [argument = '', ...more] = argv
  if (more.length > 0) throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd sample --help')
  const shape = shapeOf(flags)
  const resource = await find(argument, flags, terminal)
  if (!resource) return exitCode.usage
  for (const warning of resource.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  const { crd } = resource
  const all = flags['all-versions'] === true
  if (all && resource.rest !== '') throw new UserError('--all-versions is for whole resources', 'leave the path out')
  const versions = all ? byPriority(crd.versions).filter(({ served }) => served) : [resource.version]
  if (!versions[0]?.served)
    throw new UserError(`version ${visible(resource.version.name)} is not served`, 'nothing can be created in it')
  const samples = versions.map((version) => {
    const fragment = resource.rest === '' ? undefined : pathIn(resource, version, resource.rest)
    const set = ((flags.set as readonly string[] | undefined) ?? []).map((text) => assignment(text, resource, version))
    const made = sample(crd, version.name, {
      shape,
      set,
      ...(fragment && { present: [fragment] }),
      ...(typeof flags.name === 'string' && { name: flags.name }),
      ...(typeof flags.namespace === 'string' && { namespace: flags.namespace }),
    })
    return { ...made, part: fragment ? at(made.object, fragment) : made.object }
  })
  terminal.out(
    flags.output === 'json' ? asJSON(samples.map(({ part }) => part)) : asYAML(samples.map(({ part }) => part)),
  )
  for (const made of samples) warn(made, terminal)
  return samples.every(({ unsolved }) => unsolved.length === 0) ? exitCode.yes : exitCode.no
}

function shapeOf(flags: Readonly<Record<string, unknown>>): Shape {
  if (flags.minimal && flags.full)
    throw new UserError('--minimal and --full do not go together', 'leave one of them out')
  return flags.minimal ? 'minimal' : flags.full ? 'full' : 'usual'
}

async function find(
  argument: string,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<Resource | undefined> {
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
  return resource
}

function pathIn({ crd }: Resource, version: CRDVersion, text: string): Path {
  const segments = parseFieldPath(text)
  if ('error' in segments) throw new UserError(`cannot read the path "${visible(text)}": ${segments.error}`)
  const found = placeOf(rootOf(crd, version), segments)
  if ('path' in found) return found.path
  const within = formatFieldPath(stepsOf(found.below))
  const full = (name: string) => visible(within === '' ? name : `${within}.${name}`)
  throw new UserError(
    `field "${visible(found.missing)}" does not exist in ${visible(within) || visible(crd.names.kind)}`,
    found.nearest.length > 0
      ? `did you mean ${found.nearest.map(full).join(' or ')}?`
      : 'kubectl crd explain shows what does',
  )
}

/** `spec.replicas=3`; the value is YAML, but text stays text where the schema wants text. */
function assignment(text: string, resource: Resource, version: CRDVersion): { path: Path; value: Value } {
  const split = /^((?:[^=[]|\[[^\]]*\])+)=(.*)$/s.exec(text)
  if (!split) throw new UserError(`--set ${JSON.stringify(text)} has no value`, 'write it as --set spec.replicas=3')
  const segments = parseFieldPath(split[1]!)
  const path = pathIn(resource, version, split[1]!)
  const raw = split[2]!
  const [document] = readManifests({ name: '--set', text: `value: ${raw}` })
  const value = isDict(document?.root) ? document.root.value : undefined
  if (value === undefined)
    throw new UserError(`--set ${JSON.stringify(text)}: the value is not YAML`, 'quote what is not a number or a word')
  const found = 'error' in segments ? undefined : placeOf(rootOf(resource.crd, version), segments)
  const [schema] = found && 'node' in found ? found.node.schemas : []
  const wantsText = schema?.type === 'string' && typeof value !== 'string' && !isDict(value) && !isList(value)
  return { path, value: wantsText ? raw : value }
}

function at(root: Value, path: Path): Value {
  let value: Value | undefined = root
  for (const step of path) {
    value = isList(value) ? value[Number(step)] : isDict(value) ? value[step] : undefined
    if (value === undefined) return null
  }
  return value
}

function asYAML(values: readonly Value[]): string {
  return values.map((value) => yamlText(value, { sorted: false })).join('---\n')
}

function asJSON(values: readonly Value[]): string {
  const [first, ...rest] = values
  const list: Dict = Object.assign(newDict(), { apiVersion: 'v1', kind: 'List', items: [...values] })
  return `${printableJSON(JSON.stringify(JSON.parse(marshal(rest.length === 0 ? first! : list)), undefined, 2))}\n`
}

/** What a person must see to. */
function warn({ unsolved }: Sample, terminal: Terminal): void {
  for (const finding of unsolved) {
    terminal.err(
      `Warning: the server would not accept this sample: ${printableLine(`${placeText(finding)}: ${finding.message}`)}\n`,
    )
    if (finding.hint !== undefined) terminal.err(`  ${printableLine(finding.hint)}\n`)
  }
}

function placeText({ field }: Finding): string {
  return field === '' || field === '<nil>' ? 'the object' : field
}
