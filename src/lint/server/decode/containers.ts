import { marshalString } from '../../../model/go/json.ts'
import { compareText } from '../../../model/go/utf8.ts'
import { isDict, isList, newDict } from '../../../model/value.ts'
import { decode, type GoType, kindOf } from './go-type.ts'

/** `[]T`: undefined is nil, which prints as null and is otherwise like an empty one. */
export function list<T>(item: GoType<T>, name = `[]${item.name}`): GoType<T[] | undefined> {
  return {
    name,
    zero: () => undefined,
    decode(value, spot, decoder) {
      if (!isList(value)) {
        decoder.wrongType(kindOf(value), name, spot)
        return undefined
      }
      const out: T[] = []
      for (let i = 0; i < value.length && !decoder.stopped; i++) {
        out.push(decode(item, value[i]!, { parent: spot, step: i }, decoder))
      }
      return out
    },
    print: (value) => (value === undefined ? 'null' : `[${value.map(item.print).join(',')}]`),
    encode: (value) => (value === undefined ? null : value.map(item.encode)),
    isEmpty: (value) => value === undefined || value.length === 0,
    equal(a = [], b = []) {
      return a.length === b.length && a.every((x, i) => item.equal(x, b[i]!))
    },
  }
}

/** `map[string]T`: undefined is nil. Entries are in Go's order of keys, which is how kubectl sends them. */
export function map<T>(item: GoType<T>, name = `map[string]${item.name}`): GoType<Map<string, T> | undefined> {
  return {
    name,
    zero: () => undefined,
    decode(value, spot, decoder) {
      if (!isDict(value)) {
        decoder.wrongType(kindOf(value), name, spot)
        return undefined
      }
      const out = new Map<string, T>()
      for (const key of Object.keys(value).sort(compareText)) {
        if (decoder.stopped) break
        out.set(key, decode(item, value[key], { parent: spot, step: key }, decoder))
      }
      return out
    },
    print(value) {
      if (value === undefined) return 'null'
      return `{${[...value].map(([key, entry]) => `${marshalString(key)}:${item.print(entry)}`).join(',')}}`
    },
    encode(value) {
      if (value === undefined) return null
      const out = newDict()
      for (const [key, entry] of value) out[key] = item.encode(entry)
      return out
    },
    isEmpty: (value) => value === undefined || value.size === 0,
    equal(a = new Map(), b = new Map()) {
      if (a.size !== b.size) return false
      for (const [key, entry] of a) {
        if (!b.has(key) || !item.equal(entry, b.get(key) as T)) return false
      }
      return true
    },
  }
}
