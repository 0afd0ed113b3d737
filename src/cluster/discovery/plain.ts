/** Reads what JSON.parse gave, tolerantly: what is missing or of another type is empty. */
export class Plain {
  readonly #value: Record<string, unknown>

  constructor(value: unknown) {
    this.#value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  }

  text(key: string): string {
    const value = this.#value[key]
    return typeof value === 'string' ? value : ''
  }

  flag(key: string): boolean {
    return this.#value[key] === true
  }

  texts(key: string): string[] {
    return this.#list(key).filter((item) => typeof item === 'string')
  }

  each(key: string): Plain[] {
    return this.#list(key).map((item) => new Plain(item))
  }

  at(key: string): Plain {
    return new Plain(this.#value[key])
  }

  #list(key: string): unknown[] {
    const value = this.#value[key]
    return Array.isArray(value) ? value : []
  }
}
