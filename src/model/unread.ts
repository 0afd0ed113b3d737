import type { Dict, Value } from './value.ts'

/** A part of a large text that is read when somebody asks for it. */
export interface Unread {
  text: string
  start: number
  end: number
  read(): Value
}

const parts = Symbol('unread')

interface Holder extends Dict {
  [parts]?: Map<string, Unread>
}

/** Lets an entry of a dict be read on first use. */
export function defer(dict: Dict, key: string, part: Unread): void {
  const holder = dict as Holder
  const settle = (value: Value) => {
    holder[parts]?.delete(key)
    Object.defineProperty(dict, key, { value, writable: true, enumerable: true, configurable: true })
    return value
  }
  Object.defineProperty(dict, key, {
    get: () => settle(part.read()),
    set: settle,
    enumerable: true,
    configurable: true,
  })
  if (!holder[parts]) Object.defineProperty(dict, parts, { value: new Map(), enumerable: false })
  holder[parts]!.set(key, part)
}

/** May a key of this name stand in an entry? Answered without reading what has not been read yet. */
export function mayHold(dict: Dict, key: string, name: string): boolean {
  const part = (dict as Holder)[parts]?.get(key)
  if (!part) return true
  return part.text.slice(part.start, part.end).includes(name)
}
