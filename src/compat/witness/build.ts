import type { Path } from '../../model/path.ts'
import { clone, type Dict, fromPlain, isDict, isList, newDict, type Value } from '../../model/value.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { FieldPath, FieldStep } from '../../schema/field-step.ts'
import { anything, itemSite, keySite, type Site, valueSite } from '../site.ts'
import { plausibly } from '../values/plausible.ts'

/** An object with a value at a place. */
export interface Built {
  object: Dict
  /** The place in this object: which item, which key. */
  path: Path
}

/** A value, or that there is none though its holder is there. */
export type Put = { value: Value } | 'nothing'

const mapKey = 'key'
const variants = 4

/**
 * Objects of a version that hold this at a place: the least that is required beside it, then others.
 * @param root what the objects shall be like
 */
export function* build(crd: CRD, version: CRDVersion, root: Site, path: FieldPath, put: Put): Generator<Built> {
  for (let variant = 0; variant < variants; variant++) {
    const builder = new Builder(variant)
    const body = builder.at(root, path, 0, put)
    if (!isDict(body)) continue
    if (variant > 0 && !builder.hasMore) break
    yield { object: resource(body, crd, version), path: builder.path }
  }
}

/** A body with the heading that it needs. */
export function resource(body: Dict, crd: CRD, version: CRDVersion): Dict {
  const object = newDict()
  object.apiVersion = `${crd.group}/${version.name}`
  object.kind = crd.names.kind
  object.metadata = metadata(body.metadata, crd)
  for (const key of Object.keys(body)) object[key] ??= body[key]!
  return object
}

function metadata(given: Value | undefined, crd: CRD): Value {
  const out = fromPlain({ name: 'example', ...(crd.scope === 'Namespaced' && { namespace: 'default' }) }) as Dict
  if (!isDict(given)) return given ?? out
  return Object.assign(out, given)
}

class Builder {
  readonly path: (string | number)[] = []
  /** Is this variant another than the one before? */
  hasMore = false
  readonly #variant: number

  constructor(variant: number) {
    this.#variant = variant
  }

  at(site: Site, path: FieldPath, depth: number, put: Put): Value | undefined {
    const step = path[depth]
    if (step === undefined) return put === 'nothing' ? undefined : clone(put.value)
    const below = this.#below(site, step)
    if ('each' in step && step.each === 'item') {
      this.path.push(0)
      const value = this.at(below ?? anything, path, depth + 1, put)
      const base = this.#base(site, 'array')
      const list = isList(base) ? [...base] : []
      if (value === undefined) list.shift()
      else list[0] = value
      return list
    }
    const key = 'property' in step ? step.property : mapKey
    this.path.push(key)
    const value = this.at(below ?? anything, path, depth + 1, put)
    const base = this.#base(site, 'object')
    const dict = isDict(base) ? (clone(base) as Dict) : newDict()
    if (value === undefined) delete dict[key]
    else dict[key] = value
    return dict
  }

  #base(site: Site, kind: 'array' | 'object'): Value | undefined {
    const [value] = plausibly(site, kind).drop(this.#variant)
    if (value !== undefined) {
      this.hasMore = true
      return value
    }
    const [first] = plausibly(site, kind)
    return first
  }

  #below(site: Site, step: FieldStep): Site | undefined {
    if ('property' in step) return keySite(site, step.property)
    return step.each === 'item' ? itemSite(site) : valueSite(site)
  }
}

/** The value at a path; undefined when there is none. */
export function valueAt(root: Value | undefined, path: Path): Value | undefined {
  let value = root
  for (const step of path)
    value =
      typeof step === 'number' ? (isList(value) ? value[step] : undefined) : isDict(value) ? value[step] : undefined
  return value
}
