import { marshal } from '../../model/go/json.ts'
import { formatRFC3339, isZeroTime, parseRFC3339 } from '../../model/go/rfc3339.ts'
import { compareText } from '../../model/go/utf8.ts'
import { dotted, type Path } from '../../model/path.ts'
import { clone, type Dict, Float, int, isDict, isFloat, isInt, isList, newDict, type Value } from '../../model/value.ts'
import { type Field, type GoType, objectMeta } from './go-type.ts'

/** Metadata as the server holds it after decoding: only known fields, all of the right type, nothing empty. */
export interface Decoded {
  metadata: Dict
  /** Fields that ObjectMeta does not have, below metadata, in the order of strict decoding; at most 100. */
  unknown: { path: Path; field: string }[]
}

/** Why metadata cannot be decoded: the sentence of Go's JSON decoder, and where the culprit is, below metadata. */
export interface Undecodable {
  error: string
  path: Path
}

/**
 * Decodes `metadata` into the types of ObjectMeta and back, which is what the server does before anything else:
 * nulls and empty values vanish, unknown fields are dropped, times become UTC, a null label is the label "".
 *
 * The order of errors is that of Go's decoder reading keys in sorted order: the first bad time ends it at once and is
 * told; else the first wrong type is.
 *
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/objectmeta/algorithm.go GetObjectMetaWithOptions,
 * sigs.k8s.io/json.
 */
export function decodeMetadata(raw: Value): Decoded | Undecodable {
  const decoder = new Decoder()
  const stopped = decoder.run(raw)
  const error = stopped ?? decoder.error
  if (error) return error
  return { metadata: decoder.result, unknown: decoder.unknown }
}

/**
 * The same for an object that comes out of the storage: fields that cannot be decoded are dropped, one by one.
 * Undefined when it is no object.
 */
export function decodeStoredMetadata(raw: Value): Dict | undefined {
  const all = decodeMetadata(raw)
  if ('metadata' in all) return all.metadata
  if (!isDict(raw)) return undefined
  const kept = newDict()
  for (const key of Object.keys(raw)) {
    const single = newDict()
    single[key] = raw[key]!
    const decoded = decodeMetadata(single)
    if ('metadata' in decoded) Object.assign(kept, decoded.metadata)
  }
  return kept
}

/** A time that cannot be read ends decoding. */
class Stop extends Error {}

const maxUnknown = 100

class Decoder {
  error: Undecodable | undefined
  result = newDict()
  readonly unknown: { path: Path; field: string }[] = []
  readonly #path: (string | number)[] = []
  /** Names of struct fields, without indexes and map keys, and the struct the innermost stands in. */
  readonly #fields: string[] = []
  #struct = ''

  /** The error that ended it, if one did. */
  run(raw: Value): Undecodable | undefined {
    try {
      const value = this.#decode(raw, objectMeta)
      if (isDict(value)) this.result = value
      return undefined
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      return { error: error.message, path: [...this.#path] }
    }
  }

  /** Undefined stands for what Go calls the zero value. */
  #decode(value: Value, type: GoType): Value | undefined {
    if (type.kind === 'time') return this.#time(value)
    if (type.kind === 'any') return value === null ? undefined : integral(value)
    if (value === null) return undefined
    switch (type.kind) {
      case 'string':
        return typeof value === 'string' ? value.toWellFormed() : this.#refuse(value, type)
      case 'bool':
        return typeof value === 'boolean' ? value : this.#refuse(value, type)
      case 'int64':
        return this.#int64(value, type)
      case 'list':
        return isList(value) ? this.#list(value, type.of) : this.#refuse(value, type)
      case 'map':
        return isDict(value) ? this.#map(value, type.of) : this.#refuse(value, type)
      case 'struct':
        return isDict(value) ? this.#structure(value, type) : this.#refuse(value, { name: `v1.${type.name}` })
    }
  }

  #refuse(value: Value, type: { name: string }, what = jsonKind(value)): undefined {
    this.error ??= { error: this.#mismatch(what, type.name), path: [...this.#path] }
  }

  #mismatch(what: string, type: string): string {
    const target = this.#struct === '' ? 'value' : `struct field ${this.#struct}.${this.#fields.join('.')}`
    return `json: cannot unmarshal ${what} into Go ${target} of type ${type}`
  }

  #int64(value: Value, type: GoType): Value | undefined {
    if (isInt(value)) return value
    if (!isFloat(value)) return this.#refuse(value, type)
    // A float64 is written and read again, and `5` says nothing of where it came from.
    const text = marshal(value)
    const whole = /^-?[0-9]+$/.test(text) ? int(BigInt(text)) : undefined
    return whole ?? this.#refuse(value, type, `number ${text}`)
  }

  #time(value: Value): string | null | undefined {
    if (value === null) return undefined
    if (typeof value !== 'string') throw new Stop(this.#mismatch(jsonKind(value), 'string'))
    const moment = parseRFC3339(value)
    if (typeof moment === 'string') throw new Stop(moment)
    return isZeroTime(moment) ? null : formatRFC3339(moment)
  }

  #list(list: readonly Value[], of: GoType): Value {
    return list.map((item, i) => this.#below(i, () => this.#decode(item, of) ?? zero(of)))
  }

  #map(map: Dict, of: GoType): Dict {
    const out = newDict()
    for (const key of Object.keys(map).sort(compareText)) {
      out[key] = this.#below(key, () => this.#decode(map[key]!, of) ?? zero(of))
    }
    return out
  }

  #structure(value: Dict, type: GoType & { kind: 'struct' }): Dict {
    const outer = this.#struct
    const out = blank(type.fields)
    for (const key of Object.keys(value).sort(compareText)) {
      const field = type.fields.get(key)
      if (!field) {
        this.#noteUnknown(key)
        continue
      }
      this.#struct = type.name
      this.#fields.push(key)
      const decoded = this.#below(key, () => this.#decode(value[key]!, field.type))
      this.#fields.pop()
      this.#struct = outer
      if (decoded !== undefined && (field.keepEmpty || !isEmpty(decoded))) out[key] = decoded
    }
    return out
  }

  #noteUnknown(key: string): void {
    if (this.unknown.length >= maxUnknown) return
    const path = [...this.#path, key]
    this.unknown.push({ path, field: dotted(path) })
  }

  #below<T>(step: string | number, run: () => T): T {
    this.#path.push(step)
    const result = run()
    this.#path.pop()
    return result
  }
}

function jsonKind(value: Value): string {
  if (isList(value)) return 'array'
  if (isDict(value)) return 'object'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'number'
}

function isEmpty(value: Value): boolean {
  if (isList(value)) return value.length === 0
  if (isDict(value)) return Object.keys(value).length === 0
  return value === '' || value === 0 || value === false || value === null
}

function zero(type: GoType): Value {
  return type.kind === 'struct' ? blank(type.fields) : ''
}

/** What a struct holds before anything was read into it. */
function blank(fields: ReadonlyMap<string, Field>): Dict {
  const out = newDict()
  for (const [name, field] of fields) if (field.always) out[name] = ''
  return out
}

/** Free-form JSON that was written and read again: floats without a fraction come back as integers. */
function integral(value: Value): Value {
  const copy = clone(value)
  const walk = (at: Value): Value => {
    if (at instanceof Float) return at.value
    if (isList(at)) for (let i = 0; i < at.length; i++) at[i] = walk(at[i]!)
    else if (isDict(at)) for (const key of Object.keys(at)) at[key] = walk(at[key]!)
    return at
  }
  return walk(copy)
}
