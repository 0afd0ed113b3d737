import { firstAtLeast } from './first-at-least.ts'
import type { Dict, Value } from './value.ts'

/** A part of a large text that is read when somebody asks for it. */
export interface Unread {
  source: KeyPlaces
  start: number
  end: number
  read(): Value
}

/** Where keys may stand in a text: their names, with a colon behind. */
export class KeyPlaces {
  readonly #text: string
  readonly #places = new Map<string, readonly number[]>()

  constructor(text: string) {
    this.#text = text
  }

  /** Is there one between two places? */
  has(name: string, start: number, end: number): boolean {
    const places = this.#of(name)
    const next = places[firstAtLeast(places, start)]
    return next !== undefined && next < end
  }

  #of(name: string): readonly number[] {
    let places = this.#places.get(name)
    if (!places) {
      const found: number[] = []
      const text = this.#text
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        let next = at + name.length
        while (' "\''.includes(text[next] ?? ':')) next++
        if ((text[next] ?? ':') === ':') found.push(at)
      }
      places = found
      this.#places.set(name, places)
    }
    return places
  }
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
  return !part || part.source.has(name, part.start, part.end)
}
