/**
 * Reads what `JSON.parse` gave, tolerantly: what is missing or of another type is empty. For answers of which only some
 * facts count; what is printed or compared as a whole is a {@link Value}.
 */
export class Plain {
  readonly #value: Record<string, unknown>

  constructor(value: unknown) {
    this.#value =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
  }

  has(key: string): boolean {
    return this.#own(key) !== undefined
  }

  text(key: string): string {
    const value = this.#own(key)
    return typeof value === 'string' ? value : ''
  }

  number(key: string): number | undefined {
    const value = this.#own(key)
    return typeof value === 'number' ? value : undefined
  }

  flag(key: string): boolean {
    return this.#own(key) === true
  }

  texts(key: string): string[] {
    return this.#list(key).filter((item) => typeof item === 'string')
  }

  each(key: string): Plain[] {
    return this.#list(key).map((item) => new Plain(item))
  }

  at(key: string): Plain {
    return new Plain(this.#own(key))
  }

  keys(): string[] {
    return Object.keys(this.#value)
  }

  /** Its entries that are texts, as labels are. */
  entries(): [string, string][] {
    return Object.entries(this.#value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  }

  #own(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined
  }

  #list(key: string): unknown[] {
    const value = this.#own(key)
    return Array.isArray(value) ? value : []
  }
}
