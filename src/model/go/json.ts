import { Float, isDict, type Value } from '../value.ts'
import { compareText } from './utf8.ts'

/**
 * A value as Go's json.Marshal writes it: keys sorted by bytes, no spaces, `<`, `>`, `&`, U+2028 and U+2029 escaped.
 * Not recursive, since a value may be 10,000 levels deep.
 */
export function marshal(value: Value): string {
  return write(value, {
    string: marshalString,
    number: marshalNumber,
    null: 'null',
    dict: '{',
    list: '[',
    separator: ',',
  })
}

/** How {@link write} renders the parts of a value. */
export interface Notation {
  string(text: string): string
  number(value: number | bigint | Float): string
  null: string
  /** What opens an object or a list. */
  dict: string
  list: string
  /** Between entries. */
  separator: string
  /** What closes a list; `]` if absent. */
  listEnd?: string
  /** What closes an object; `}` if absent. */
  dictEnd?: string
}

/** Writes a value, keys sorted by bytes. */
export function write(root: Value, as: Notation): string {
  let out = ''
  // A string is to be written as it is; a value stands boxed, so that texts and values are told apart.
  const todo: (string | [Value])[] = [[root]]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next === 'string') {
      out += next
      continue
    }
    const value = next[0]
    if (Array.isArray(value)) {
      out += as.list
      todo.push(as.listEnd ?? ']')
      for (let i = value.length - 1; i >= 0; i--) {
        todo.push([value[i]!])
        if (i > 0) todo.push(as.separator)
      }
    } else if (isDict(value)) {
      out += as.dict
      todo.push(as.dictEnd ?? '}')
      const keys = Object.keys(value).sort(compareText)
      for (let i = keys.length - 1; i >= 0; i--) {
        todo.push([value[keys[i]!]!], `${as.string(keys[i]!)}:`)
        if (i > 0) todo.push(as.separator)
      }
    } else if (value === null) out += as.null
    else if (typeof value === 'string') out += as.string(value)
    else if (typeof value === 'boolean') out += value
    else out += as.number(value)
  }
  return out
}

function marshalNumber(value: number | bigint | Float): string {
  if (!(value instanceof Float)) return String(value)
  return Object.is(value.value, -0) ? '-0' : String(value.value)
}

/** One JSON string as Go writes it, quotes included. */
export function marshalString(text: string): string {
  const plain = JSON.stringify(text.toWellFormed())
  return plain.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
