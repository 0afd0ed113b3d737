import { Float, isDict, isInt, isList, type Value } from '../model/value.ts'
import { ListValue, MapValue } from './collections.ts'
import { Foreign, rawOf } from './raw.ts'
import { CelFailure, type CelValue, Opaque, Optional, TypeValue } from './value.ts'

/** Data without its schema: texts stay texts. Upstream: cel-go common/types/provider.go NativeToValue. */
export function native(value: Value): CelValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (isInt(value)) return BigInt(value)
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.value
  if (isList(value)) return new ListValue(value.map(native))
  return new NativeMap(Object.entries(value).map(([key, item]) => [key, native(item as Value)] as const))
}

class NativeMap extends MapValue {
  constructor(entries: readonly (readonly [string, CelValue])[]) {
    super(new Map(entries.map((entry) => [`s${entry[0]}`, entry])))
  }
}

/** The content of an optional that is read: data loses its schema, and some library objects cannot be read at all. */
export function unwrapped(value: CelValue): CelValue {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Optional) return value.value === undefined ? null : unwrapped(value.value)
  if (value instanceof TypeValue) return value.name
  if (value instanceof Opaque) {
    const { shown } = value.object
    return shown === undefined ? value : new CelFailure(`unsupported conversion to ref.Val: ${shown}`)
  }
  const raw = rawOf(value)
  return raw instanceof Foreign || !(isDict(raw) || isList(raw)) ? value : native(raw)
}
