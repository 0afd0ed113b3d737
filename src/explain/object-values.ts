import { nameOf } from '../model/document.ts'
import { formatApiVersion } from '../model/gvk.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, type Dict, deepEqual, fromPlain, isDict, isList, newDict, type Value } from '../model/value.ts'
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
  const written = crd.versions.find(
    ({ name }) => given.apiVersion === formatApiVersion({ group: crd.group, version: name }),
  )?.name
  const served = servedVersion(crd, version ?? written ?? '', server)
  const defaulted = (object: Dict): Dict => {
    const copy = clone(object)
    if (served) applyDefaults(copy, served.root)
    return copy
  }
  const owners = ownersOf(given)
  const stored = defaulted(given)
  // An object from a server has its defaults written out: what nobody gave and what comes back by itself was one.
  const own = owners ? withoutUnowned(given, owners) : given
  const again = owners ? defaulted(own) : stored
  const valueDoc = (node: FieldNode, { path, value }: Place): ValueDoc => {
    const managers = owners?.of(path) ?? []
    const was = valueAt(own, path)
    const isFilledIn = (was === undefined || (was === null && value !== null)) && isSame(valueAt(again, path), value)
    return {
      path: formatPath(path, node),
      value,
      origin: isFilledIn ? 'defaulted' : 'set',
      ...(managers.length > 0 && { managers }),
    }
  }
  return {
    ...nameOf(given),
    version: written,
    inVersion: (other) => viewObject(given, crd, server, other),
    valuesOf(node) {
      const steps = stepsOf(node)
      const found = reach(stored, steps)
      const last = steps.at(-1)
      const holders =
        last && 'property' in last ? reach(stored, steps.slice(0, -1)).filter(({ value }) => isDict(value)) : []
      return {
        values: found.slice(0, most).map((place) => valueDoc(node, place)),
        more: Math.max(0, found.length - most),
        lacking: Math.max(0, holders.length - found.length),
      }
    },
  }
}

/** More values than this are counted, not shown. */
const most = 20

interface Place {
  path: (string | number)[]
  value: Value
}

/**
 * Without what no manager gave. Who does not apply on the server's side owns the defaults as well; but what `kubectl
 * apply` was given is kept in an annotation. Lists keep all their items, or go as a whole.
 */
function withoutUnowned(object: Dict, owners: Owners): Dict {
  const applied = lastApplied(object)
  const isGiven = (path: readonly (string | number)[]) => {
    const managers = owners.of(path)
    const isApplied = managers.every((manager) => manager === 'kubectl-client-side-apply')
    return managers.length > 0 && (!isApplied || applied === undefined || valueAt(applied, path) !== undefined)
  }
  const kept = (value: Value, path: (string | number)[]): Value | undefined => {
    if (isList(value)) {
      const items = value.map((item, i) => kept(item, [...path, i]))
      if (!isGiven(path) && items.every((item) => item === undefined)) return undefined
      return items.map((item, i) => item ?? value[i]!)
    }
    if (!isDict(value)) return isGiven(path) ? value : undefined
    const out = newDict()
    for (const key of Object.keys(value)) {
      const child = kept(value[key]!, [...path, key])
      if (child !== undefined) out[key] = child
    }
    return isGiven(path) || Object.keys(out).length > 0 ? out : undefined
  }
  return (kept(object, []) as Dict | undefined) ?? newDict()
}

function isSame(a: Value | undefined, b: Value): boolean {
  return a !== undefined && deepEqual(a, b)
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
