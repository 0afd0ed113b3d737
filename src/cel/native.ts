import { type Dict, Float, isDict, isInt, isList, type List, type Value } from '../model/value.ts'
import { keyOf, ListValue, MapValue } from './collections.ts'
import { Foreign, rawOf } from './raw.ts'
import { CelFailure, type CelValue, Opaque, Optional, TypeValue } from './value.ts'

/** Data without its schema: texts stay texts. Upstream: cel-go common/types/provider.go NativeToValue. */
export function native(value: Value): CelValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (isInt(value)) return BigInt(value)
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.value
  return isList(value) ? new NativeList(value) : new NativeMap(value)
}

class NativeList extends ListValue {
  readonly raw: List
  constructor(raw: List) {
    super(raw.map(native))
    this.raw = raw
  }
}

class NativeMap extends MapValue {
  readonly raw: Dict
  constructor(raw: Dict) {
    super(new Map(Object.entries(raw).map(([key, item]) => [keyOf(key), [key, native(item as Value)] as const])))
    this.raw = raw
  }
}

/** The content of an optional that is read: data loses its schema, and some library objects cannot be read at all. */
export function unwrapped(value: CelValue): CelValue {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Optional) return value.value === undefined ? null : unwrapped(value.value)
  if (value instanceof TypeValue) return value.name
  if (value instanceof CelFailure) return unreadable(`(*errors.errorString)${value.message}`)
  if (value instanceof Opaque) {
    const { shown } = value.object
    return shown === undefined ? value : unreadable(shown)
  }
  const raw = rawOf(value)
  return raw instanceof Foreign || !(isDict(raw) || isList(raw)) ? value : native(raw)
}

function unreadable(shown: string): CelFailure {
  return new CelFailure(`unsupported conversion to ref.Val: ${shown}`)
}
