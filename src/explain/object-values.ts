import { nameOf } from '../model/document.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, type Dict, deepEqual, fromPlain, isDict, isList, type Value } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import { type FieldPath, formatFieldPath } from '../schema/field-step.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'
import { applyDefaults } from '../validation/default.ts'
import { servedVersion } from '../validation/served-version.ts'
import type { ValueDoc } from './doc.ts'
import { type Owners, ownersOf } from './owners.ts'
import type { ShownObject } from './shown-object.ts'

/**
 * An object as it is written, in a file or by a server, and with the defaults that a server fills in.
 * @param version it is looked at in this version; that which it is written in by default
 */
export function viewObject(given: Dict, crd: CRD, server: ServerVersion, version?: string): ShownObject {
  const written = crd.versions.find(({ name }) => given.apiVersion === `${crd.group}/${name}`)?.name
  const served = servedVersion(crd, version ?? written ?? '', server)
  const stored = clone(given)
  if (served) applyDefaults(stored, served.root)
  const owners = ownersOf(given)
  const applied = lastApplied(given)
  return {
    ...nameOf(given),
    version: written,
    inVersion: (other) => viewObject(given, crd, server, other),
    valuesOf(node) {
      const steps = stepsOf(node)
      const found = reach(stored, steps)
      const values = found
        .slice(0, most)
        .map(({ path, value }) => valueDoc({ node, path, value }, { given, owners, applied }))
      const last = steps.at(-1)
      const holders =
        last && 'property' in last ? reach(stored, steps.slice(0, -1)).filter(({ value }) => isDict(value)) : []
      return { values, more: Math.max(0, found.length - most), lacking: Math.max(0, holders.length - found.length) }
    },
  }
}

/** More values than this are counted, not shown. */
const most = 20

interface Place {
  path: (string | number)[]
  value: Value
}

interface History {
  given: Dict
  owners: Owners | undefined
  applied: Value | undefined
}

function valueDoc({ node, path, value }: Place & { node: FieldNode }, history: History): ValueDoc {
  const managers = history.owners?.of(path) ?? []
  return {
    path: formatPath(path, node),
    value,
    origin: isFilledIn({ node, path, value }, history, managers) ? 'defaulted' : 'set',
    ...(managers.length > 0 && { managers }),
  }
}

/**
 * Did the server fill it in? An object from a server has its defaults written out: there a value that equals the
 * default came from it when nobody owns it. Who does not apply on the server's side owns defaults as well, but what
 * `kubectl apply` was given is kept in an annotation.
 */
function isFilledIn({ node, path, value }: Place & { node: FieldNode }, history: History, managers: string[]): boolean {
  const { given, owners, applied } = history
  const was = valueAt(given, path)
  // A null that is not allowed gives way to the default.
  if (was === undefined || (was === null && value !== null)) return true
  if (!owners) return false
  const fallback = defaultOf(node)
  if (fallback === undefined || !deepEqual(fallback, value)) return false
  const onlyApplied = managers.every((manager) => manager === 'kubectl-client-side-apply')
  return managers.length === 0 || (onlyApplied && applied !== undefined && valueAt(applied, path) === undefined)
}

/** The default of a field, or what it has in the default of a field above. */
function defaultOf(node: FieldNode): Value | undefined {
  const below: (string | number)[] = []
  for (let at: FieldNode | undefined = node; at; at = at.parent) {
    const value = at.schemas.find((schema) => schema.default !== undefined)?.default
    if (value !== undefined) return valueAt(value, below)
    if (!at.step || !('property' in at.step)) return undefined
    below.unshift(at.step.property)
  }
  return undefined
}

function lastApplied({ metadata }: Dict): Value | undefined {
  const annotations = isDict(metadata) ? metadata.annotations : undefined
  const text = isDict(annotations) ? annotations['kubectl.kubernetes.io/last-applied-configuration'] : undefined
  if (typeof text !== 'string') return undefined
  try {
    return fromPlain(JSON.parse(text))
  } catch {
    return undefined
  }
}

function reach(root: Value, steps: FieldPath): Place[] {
  let places: Place[] = [{ path: [], value: root }]
  for (const step of steps) {
    places = places.flatMap(({ path, value }): Place[] => {
      if ('property' in step) return isDict(value) ? entry(path, value, step.property) : []
      if (step.each === 'item')
        return isList(value) ? value.map((item, i) => ({ path: [...path, i], value: item })) : []
      return isDict(value) ? Object.keys(value).flatMap((key) => entry(path, value, key)) : []
    })
  }
  return places
}

function entry(path: (string | number)[], dict: Dict, key: string): Place[] {
  const value = dict[key]
  return value === undefined ? [] : [{ path: [...path, key], value }]
}

function valueAt(root: Value, path: readonly (string | number)[]): Value | undefined {
  let value: Value | undefined = root
  for (const step of path) {
    value = isList(value) && typeof step === 'number' ? value[step] : isDict(value) ? value[step] : undefined
  }
  return value
}

/** `spec.ports[0].name`, `spec.map["key"]`. */
function formatPath(path: readonly (string | number)[], node: FieldNode): string {
  const steps = stepsOf(node)
  let out = ''
  path.forEach((step, i) => {
    const named = steps[i]
    if (typeof step === 'number') out += `[${step}]`
    else if (named && 'each' in named) out += `[${JSON.stringify(step)}]`
    else {
      const text = formatFieldPath([{ property: step }])
      out += out === '' || text.startsWith('[') ? text : `.${text}`
    }
  })
  return out
}
