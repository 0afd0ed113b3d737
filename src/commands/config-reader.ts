import { UserError } from '../cli/exit.ts'
import type { Document } from '../model/document.ts'
import { nearest } from '../model/nearest.ts'
import { dotted, locate, type Path, type Range } from '../model/path.ts'
import { printableLine, visible } from '../model/printable.ts'
import { isDict, isList, newDict, type Value } from '../model/value.ts'
import { lineIndex } from '../report/line-index.ts'

/** Takes values out of a configuration; what is not as it should be is a {@link UserError} that names its place. */
export class ConfigReader {
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
  }

  /** Holds the keys of an object to those that are known. */
  keys(path: Path, known: readonly string[]): void {
    const value = this.#value(path)
    if (!isDict(value)) throw this.wrong(path, `${nameOf(path)} is no mapping`, `it takes ${known.join(', ')}`)
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue
      const [close] = nearest(key, known, 1)
      const hint = close === undefined ? `known are ${known.join(', ')}` : `did you mean ${close}?`
      throw this.wrong([...path, key], `unknown key ${JSON.stringify(key)}`, hint, this.#key([...path, key]))
    }
  }

  has(path: Path): boolean {
    return this.#value(path) !== undefined
  }

  /** The keys of an object; none when it is absent. */
  names(path: Path): readonly string[] {
    const value = this.#value(path) ?? newDict()
    if (!isDict(value)) throw this.wrong(path, `${nameOf(path)} is no mapping`)
    return Object.keys(value)
  }

  text(path: Path): string | undefined {
    const value = this.#value(path)
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string') return value
    throw this.wrong(path, `${nameOf(path)} is no text`, 'put it in quotes')
  }

  oneOf<T extends string>(path: Path, known: readonly T[]): T | undefined {
    const text = this.text(path)
    const found = known.find((word) => word === text)
    if (text !== undefined && found === undefined)
      throw this.wrong(path, `${nameOf(path)} is ${JSON.stringify(text)}`, `it can be ${known.join(' or ')}`)
    return found
  }

  flag(path: Path): boolean {
    const value = this.#value(path) ?? false
    if (typeof value !== 'boolean') throw this.wrong(path, `${nameOf(path)} is neither true nor false`)
    return value
  }

  /** A text, or a list of texts. */
  texts(path: Path): string[] {
    const value = this.#value(path) ?? []
    if (typeof value === 'string') return [value]
    return this.list(path).map((_, i) => this.text([...path, i]) ?? '')
  }

  list(path: Path): readonly Value[] {
    const value = this.#value(path) ?? []
    if (!isList(value))
      throw this.wrong(path, `${nameOf(path)} is no list`, 'write each on a line of its own, after a dash')
    return value
  }

  /** Does something with a value; where that is wrong gets the place. */
  at<T>(path: Path, work: () => T): T {
    const explain = (error: unknown): never => {
      throw error instanceof UserError ? this.wrong(path, error.message, error.hint) : error
    }
    try {
      const done = work()
      return done instanceof Promise ? (done.catch(explain) as T) : done
    } catch (error) {
      return explain(error)
    }
  }

  wrong(path: Path, message: string, hint?: string, position?: Range): UserError {
    return new UserError(`${this.place(path, position)}: ${printableLine(message)}`, hint)
  }

  /** `.kubectl-crd.yaml:3:5` */
  place(path: Path, position?: Range): string {
    const { root, range, origin } = this.#document
    const { start } = position ?? (root === undefined ? range : locate(root, path, range).value)
    const { line, column } = lineIndex(origin).at(start)
    return `${visible(origin.name)}:${line}:${column}`
  }

  #key(path: Path): Range | undefined {
    const { root, range } = this.#document
    return root === undefined ? undefined : locate(root, path, range).key
  }

  #value(path: Path): Value | undefined {
    let value = this.#document.root
    for (const step of path) {
      if (typeof step === 'number') value = isList(value) ? value[step] : undefined
      else value = isDict(value) ? value[step] : undefined
    }
    return value
  }
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the configuration' : dotted(path)
}
