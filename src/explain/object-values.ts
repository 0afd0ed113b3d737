import type { ServerVersion } from '../model/server-version.ts'
import { clone, type Dict, deepEqual, isDict, isList, type Value } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'
import { applyDefaults } from '../validation/default.ts'
import { servedVersion } from '../validation/served-version.ts'
import type { ValueDoc } from './doc.ts'
import { type Owners, ownersOf } from './owners.ts'

/** An object as it is written, and with the defaults that the server fills in. */
export interface ObjectView {
  given: Dict
  stored: Dict
  owners: Owners | undefined
}

export function viewObject(given: Dict, crd: CRD, version: string, server: ServerVersion): ObjectView {
  const stored = clone(given)
  const served = servedVersion(crd, version, server)
  if (served) applyDefaults(stored, served.root)
  return { given, stored, owners: ownersOf(given) }
}

/** More values than this are counted, not shown. */
const most = 20

/**
 * What the object has at a field: one value, or one for each item or key on the way. An object from a server has its
 * defaults written out; there a value that nobody owns and that equals the default came from it.
 */
export function valuesOf(node: FieldNode, { given, stored, owners }: ObjectView): { values: ValueDoc[]; more: number } {
  const found = reach(stored, stepsOf(node))
  const fallback = node.schemas.find((schema) => schema.default !== undefined)?.default
  const values = found.slice(0, most).map(({ path, value }): ValueDoc => {
    const managers = owners?.of(path) ?? []
    const isDefault = fallback !== undefined && deepEqual(fallback, value)
    const isFilledIn =
      valueAt(given, path) === undefined || (owners !== undefined && managers.length === 0 && isDefault)
    return {
      path: formatPath(path, node),
      value,
      origin: isFilledIn ? 'defaulted' : 'set',
      ...(managers.length > 0 && { managers }),
    }
  })
  return { values, more: Math.max(0, found.length - most) }
}

interface Place {
  path: (string | number)[]
  value: Value
}

function reach(root: Value, steps: ReturnType<typeof stepsOf>): Place[] {
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
  return value === null ? undefined : value
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
