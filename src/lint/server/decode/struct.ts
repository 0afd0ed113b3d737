import { compareText } from '../../../model/go/utf8.ts'
import { type Dict, isDict, newDict } from '../../../model/value.ts'
import type { Spot } from '../spot.ts'
import { decode, type GoType, kindOf } from './go-type.ts'

/** What every decoded struct knows of its origin. */
export interface Struct {
  /** Where it stands in the document. */
  spot: Spot | undefined
  /** As written; undefined when it is not there. */
  raw: Dict | undefined
}

/** A struct's fields in the order Go prints them: the JSON name, the type, and whether JSON has it even when empty. */
export type Fields<T extends Struct> = {
  [K in Exclude<keyof T, keyof Struct>]: readonly [json: string, type: GoType<T[K]>, presence?: 'always']
}

interface Field {
  key: string
  goName: string
  json: string
  type: GoType<unknown>
  always: boolean
  /** What it holds when it is absent, unless it is a struct. */
  zero: unknown
}

/**
 * A Go struct. JSON names are case-sensitive.
 * @param name as errors name it, with the package: `v1.JSONSchemaProps`
 * @param describe a function, since schemas contain schemas
 * @param blank makes an absent one; given where there are many, since a literal is what engines allocate best
 */
export function struct<T extends Struct>(
  name: string,
  describe: () => Fields<T>,
  blank?: (spot: Spot | undefined) => T,
): GoType<T> {
  const plainName = name.slice(name.indexOf('.') + 1)
  let all: Field[] | undefined
  const byJSON = new Map<string, Field>()
  function known(): Field[] {
    if (!all) {
      const entries = Object.entries(describe()) as [string, readonly [string, GoType<unknown>, 'always'?]][]
      all = entries.map(([key, [json, type, presence]]) => ({
        key,
        goName: goName(key),
        json,
        type,
        always: presence === 'always',
        zero: type.isStruct ? undefined : type.zero(undefined),
      }))
      for (const field of all) byJSON.set(field.json, field)
    }
    return all
  }
  function zero(spot: Spot | undefined): T {
    const fields = known()
    if (blank) return blank(spot)
    const out: Record<string, unknown> = { spot, raw: undefined }
    for (const { key, json, type, zero } of fields) {
      out[key] = type.isStruct ? type.zero({ parent: spot, step: json }) : zero
    }
    return out as unknown as T
  }
  return {
    name,
    isStruct: true,
    zero,
    decode(value, spot, decoder) {
      const out = zero(spot)
      if (!isDict(value)) {
        decoder.wrongType(kindOf(value), name, spot)
        return out
      }
      out.raw = value
      const slots = out as unknown as Record<string, unknown>
      for (const key of Object.keys(value).sort(compareText)) {
        if (decoder.stopped) break
        const field = byJSON.get(key)
        const at = { parent: spot, step: key }
        if (!field) decoder.unknownKey(at, byJSON.keys())
        else {
          decoder.enterField(plainName, key)
          slots[field.key] = decode(field.type, value[key], at, decoder)
          decoder.leaveField()
        }
      }
      return out
    },
    print(value) {
      const slots = value as unknown as Record<string, unknown>
      return `{${known()
        .map((f) => `"${f.goName}":${f.type.print(slots[f.key])}`)
        .join(',')}}`
    },
    encode(value) {
      const slots = value as unknown as Record<string, unknown>
      const out = newDict()
      for (const { key, json, type, always } of known()) {
        if (always || !type.isEmpty(slots[key])) out[json] = type.encode(slots[key])
      }
      return out
    },
    isEmpty: () => false,
    equal(a, b) {
      const [x, y] = [a, b] as unknown as [Record<string, unknown>, Record<string, unknown>]
      return known().every(({ key, type }) => type.equal(x[key], y[key]))
    },
  }
}

const initials = new Map([
  ['id', 'ID'],
  ['url', 'URL'],
  ['uid', 'UID'],
  ['caBundle', 'CABundle'],
  ['jsonPath', 'JSONPath'],
  ['apiVersion', 'APIVersion'],
  ['openAPIV3Schema', 'OpenAPIV3Schema'],
  ['jsonSchemas', 'JSONSchemas'],
])

/** The Go name of a field of ours. */
export function goName(key: string): string {
  return initials.get(key) ?? key[0]!.toUpperCase() + key.slice(1)
}
