import { compareText } from '../model/go/utf8.ts'
import { formatApiVersion } from '../model/gvk.ts'
import { nearest } from '../model/nearest.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { parseFieldPath } from '../schema/field-argument.ts'
import { findField } from '../schema/find-field.ts'
import { rootOf } from './root.ts'
import { byPriority } from './version-order.ts'

/** What a resource argument names; `rest` is the field path in it, as written. */
export interface Resource {
  crd: CRD
  version: CRDVersion
  /** Did the argument or --api-version name it? */
  isVersionNamed: boolean
  rest: string
  /** The object of `type/name`. */
  object: string | undefined
  warnings: string[]
}

/** Why an argument names nothing, and what may have been meant. */
export interface Unresolved {
  error: string
  hints: string[]
}

/**
 * Finds the resource that an argument names, and splits off the field path. The type may be a plural, singular, kind
 * or short name in any case, followed by the group, by the version and the group, or by the version; a beginning of
 * the group will do. When only one resource is known the type may be left out.
 *
 * Several resources of one name: the first group by name wins, as with kubectl (upstream: kube-aggregator serves the
 * groups of CRDs sorted by name, and kubectl takes the first), with a warning.
 * @param apiVersion `group/version` or `version`, as given with --api-version
 */
export function resolveResource(catalog: readonly CRD[], argument: string, apiVersion?: string): Resource | Unresolved {
  if (catalog.length === 0) return { error: 'no CustomResourceDefinition is known', hints: [] }
  const wanted = apiVersion === undefined ? undefined : splitApiVersion(apiVersion)
  const { type, rest } = splitType(argument)
  const candidates = catalog.filter((crd) => goesBy(crd, type) && isWanted(crd, wanted))
  const readings = candidates.flatMap((crd) => readingsOf(crd, rest, wanted?.version))
  const served = readings.filter(({ version }) => version !== undefined)
  if (served.length === 0) return unresolved(catalog, { type, rest, candidates, wanted, apiVersion })
  const named = Math.max(...served.map((reading) => reading.taken))
  const chosen = served
    .filter((reading) => reading.taken === named)
    .sort((a, b) => compareText(a.crd.group, b.crd.group))
  const [first, ...others] = chosen as [Reading, ...Reading[]]
  const { crd, version } = first
  if (wanted && version!.name !== wanted.version)
    return {
      error: `the resource names version ${version!.name}, and --api-version ${apiVersion}`,
      hints: ['leave one of them out'],
    }
  const meant = /^\.(v\d+(?:(?:alpha|beta)\d+)?)(?=[.[/#\s]|$)/.exec(first.rest)?.[1]
  if (meant !== undefined && !first.names && !isProperty(version, meant)) return noVersion(meant, [crd])
  return {
    crd,
    version: version!,
    isVersionNamed: wanted !== undefined || first.names === true,
    ...splitObject(first.rest, version!),
    warnings: others.length === 0 ? [] : [ambiguity(type, first, others)],
  }
}

interface Reading {
  crd: CRD
  version: CRDVersion | undefined
  rest: string
  /** How many characters of the argument name the group and version. */
  taken: number
  /** Is the version among that? */
  names?: boolean
}

/** What --api-version asks for; without a group, that of any. */
interface Wanted {
  group: string | undefined
  version: string
}

function splitApiVersion(apiVersion: string): Wanted {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? { group: undefined, version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

function isWanted({ group }: CRD, wanted: Wanted | undefined): boolean {
  return wanted?.group === undefined || wanted.group === group
}

/** `{.spec.x}` and `$.spec.x` are paths without a type. */
function splitType(argument: string): { type: string; rest: string } {
  const trimmed = argument.trim()
  if (/^[{$]/.test(trimmed)) return { type: '', rest: trimmed }
  const end = /[.[/#\s]/.exec(trimmed)?.index ?? trimmed.length
  return { type: trimmed.slice(0, end), rest: trimmed.slice(end).trimStart() }
}

function goesBy(crd: CRD, type: string): boolean {
  const { plural, singular, kind, shortNames } = crd.names
  const wanted = type.toLowerCase()
  return [plural, singular, kind.toLowerCase(), ...shortNames].some((name) => name.toLowerCase() === wanted)
}

/** How what follows the type may name the group and the version; the reading that takes the most is the right one. */
function readingsOf(crd: CRD, rest: string, wanted: string | undefined): Reading[] {
  const find = (name: string) => crd.versions.find((version) => version.name === name)
  const preferred = wanted === undefined ? byPriority(crd.versions)[0] : find(wanted)
  const plain: Reading = { crd, version: preferred, rest, taken: 0 }
  const after = (prefix: string) => {
    const tail = rest.slice(prefix.length + 1)
    return rest.startsWith(`.${prefix}`) && /^([.[/#\s]|$)/.test(tail) ? tail.trimStart() : undefined
  }
  const readings = [plain]
  const groups = groupPrefixes(crd.group).filter((group) => !isProperty(preferred, group.split('.')[0]!))
  for (const group of groups) {
    const tail = after(group)
    if (tail !== undefined) readings.push({ crd, version: preferred, rest: tail, taken: group.length })
  }
  for (const version of crd.versions) {
    for (const group of ['', ...groups]) {
      if (group === '' && isProperty(version, version.name)) continue
      const prefix = group === '' ? version.name : `${version.name}.${group}`
      const tail = after(prefix)
      if (tail !== undefined) readings.push({ crd, version, rest: tail, taken: prefix.length, names: true })
    }
  }
  return [readings.reduce((best, reading) => (reading.taken > best.taken ? reading : best))]
}

/** `stable`, `stable.example`, `stable.example.com`. */
function groupPrefixes(group: string): string[] {
  const labels = group.split('.')
  return labels.map((_, i) => labels.slice(0, i + 1).join('.'))
}

function isProperty(version: CRDVersion | undefined, name: string): boolean {
  return ['metadata', 'kind', 'apiVersion'].includes(name) || version?.schema?.properties.has(name) === true
}

/** `/name` after the type is an object; `/spec/x` and `#/spec` are JSON pointers. */
function splitObject(rest: string, version: CRDVersion): { rest: string; object: string | undefined } {
  const slash = rest.indexOf('/')
  if (slash < 0 || rest.startsWith('#')) return { rest, object: undefined }
  const tail = rest.slice(slash + 1)
  if (slash === 0 && (tail.includes('/') || isProperty(version, tail))) return { rest, object: undefined }
  // A slash within a path belongs to a key: labels.app.kubernetes.io/name, map["a/b"], a\.b/c.
  if (/\.(labels|annotations)\.[^*]|\\|\[[^\]]*$/.test(rest.slice(0, slash))) return { rest, object: undefined }
  return { rest: rest.slice(0, slash), object: tail === '' ? undefined : tail }
}

/** `spec/replicas` is a field where there is one; else `spec.replicas/NAME` is one of an object. */
function pathOrObject(crd: CRD, version: CRDVersion, text: string): string | ReturnType<typeof splitObject> {
  if (!text.includes('/')) return text
  const segments = parseFieldPath(`/${text}`)
  const isField = !('error' in segments) && findField(rootOf(crd, version), segments).missing === undefined
  return isField ? `/${text}` : splitObject(text, version)
}

function ambiguity(type: string, first: Reading, others: readonly Reading[]): string {
  const name = (reading: Reading) => `${reading.crd.names.plural}.${reading.crd.group}`
  return `${type} could be ${[first, ...others].map(name).join(' or ')}; this is ${name(first)}`
}

/** What was understood of an argument that names no resource. */
interface Unmatched {
  type: string
  rest: string
  candidates: readonly CRD[]
  wanted: Wanted | undefined
  apiVersion: string | undefined
}

function unresolved(
  catalog: readonly CRD[],
  { type, rest, candidates, wanted, apiVersion }: Unmatched,
): Resource | Unresolved {
  if (candidates.length > 0 && apiVersion !== undefined) return noVersion(apiVersion, candidates)
  const only = catalog[0]!
  const ordered = byPriority(only.versions)
  const isPath = type === '' || isProperty(ordered[0], type)
  if (catalog.length === 1 && isPath) {
    const version =
      wanted && isWanted(only, wanted) ? only.versions.find(({ name }) => name === wanted.version) : ordered[0]
    if (!version || !isWanted(only, wanted)) return noVersion(apiVersion!, [only])
    const path = type === '' ? rest : pathOrObject(only, version, `${type}${rest}`)
    const parts = typeof path === 'string' ? { rest: path, object: undefined } : path
    return { crd: only, version, isVersionNamed: wanted !== undefined, ...parts, warnings: [] }
  }
  const elsewhere = catalog.filter((crd) => goesBy(crd, type))
  if (elsewhere.length > 0 && wanted) return noVersion(apiVersion!, elsewhere)
  if (type === '') return { error: 'which resource?', hints: [`known: ${listed(catalog)}`] }
  const names = new Map<string, CRD>()
  for (const crd of catalog) {
    const { plural, singular, kind, shortNames } = crd.names
    for (const name of [...shortNames, kind, singular, plural]) names.set(name, crd)
  }
  const close = [...new Set(nearest(type.toLowerCase(), names.keys()).map((name) => names.get(name)!.names.plural))]
  const hint = close.length > 0 ? `did you mean ${close.join(' or ')}?` : `known: ${listed(catalog)}`
  return { error: `no CustomResourceDefinition for "${type}" is known`, hints: [hint] }
}

function noVersion(version: string, [first, ...others]: readonly CRD[]): Unresolved {
  const { names, group } = first!
  return {
    error: `${names.plural}.${group} has no version ${version}`,
    hints: [first!, ...others].map(
      (crd) =>
        `versions: ${crd.versions.map((v) => formatApiVersion({ group: crd.group, version: v.name })).join(', ')}`,
    ),
  }
}

function listed(catalog: readonly CRD[], limit = 20): string {
  const count = new Map<string, number>()
  for (const { names } of catalog) count.set(names.plural, (count.get(names.plural) ?? 0) + 1)
  // Where two have the same name, the group tells which is which.
  const names = catalog
    .map(({ names: { plural }, group }) => (count.get(plural) === 1 ? plural : `${plural}.${group}`))
    .sort(compareText)
  const more = names.length - limit
  return more > 0 ? `${names.slice(0, limit).join(', ')} and ${more} more` : names.join(', ')
}
