import type { Document } from '../../model/document.ts'
import { locate, type Path } from '../../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'

/** The value at `path` is not of the type that a kubeconfig has there. */
export class WrongField extends Error {}

/** Takes typed values out of a mapping. What is null or zero is absent; what is of another type throws {@link WrongField}. */
export class Fields {
  readonly #document: Document
  readonly #path: Path
  readonly #dict: Dict

  /** @param path the mapping's; it may be absent or null */
  constructor(document: Document, path: Path = []) {
    this.#document = document
    this.#path = path
    const value = at(document.root, path) ?? null
    if (value !== null && !isDict(value)) throw this.#wrong('a mapping', path)
    this.#dict = value ?? {}
  }

  text(key: string): string | undefined {
    const value = this.#dict[key] ?? ''
    if (typeof value !== 'string') throw this.#wrong('a text; put it in quotes', [...this.#path, key])
    return value || undefined
  }

  flag(key: string): true | undefined {
    const value = this.#dict[key] ?? false
    if (typeof value !== 'boolean') throw this.#wrong('true or false', [...this.#path, key])
    return value || undefined
  }

  /** base64, as Go's StdEncoding takes it: line breaks are passed over. */
  bytes(key: string): Buffer | undefined {
    const text = this.text(key)?.replace(/[\r\n]/g, '')
    if (!text) return undefined
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
      throw this.#wrong('base64 data', [...this.#path, key])
    return Buffer.from(text, 'base64')
  }

  texts(key: string): string[] | undefined {
    const found = this.#items(key).map((item, i) => {
      const value = item ?? ''
      if (typeof value !== 'string') throw this.#wrong('a text; put it in quotes', [...this.#path, key, i])
      return value
    })
    return found.length === 0 ? undefined : found
  }

  /** The mappings of a list. */
  each(key: string): Fields[] {
    return this.#items(key).map((_, i) => new Fields(this.#document, [...this.#path, key, i]))
  }

  has(key: string): boolean {
    return (this.#dict[key] ?? null) !== null
  }

  fields(key: string): Fields {
    return new Fields(this.#document, [...this.#path, key])
  }

  keys(): string[] {
    return Object.keys(this.#dict)
  }

  raw(key: string): Value | undefined {
    return this.#dict[key]
  }

  /** An error about this mapping. */
  wrong(message: string): WrongField {
    return new WrongField(`${this.#place(this.#path)}: ${message}`)
  }

  #items(key: string): readonly Value[] {
    const value = this.#dict[key] ?? []
    if (!isList(value)) throw this.#wrong('a list', [...this.#path, key])
    return value
  }

  #wrong(expected: string, path: Path): WrongField {
    return new WrongField(`${this.#place(path)}: ${path.at(-1) ?? 'the file'} must be ${expected}`)
  }

  #place(path: Path): string {
    const { root, range, origin } = this.#document
    const { start } = root === undefined ? range : locate(root, path, range).value
    return `line ${lineOf(origin.text, start)}`
  }
}

function at(root: Value | undefined, path: Path): Value | undefined {
  let value = root
  for (const step of path) {
    if (typeof step === 'number') value = isList(value) ? value[step] : undefined
    else value = isDict(value) ? value[step] : undefined
  }
  return value
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
