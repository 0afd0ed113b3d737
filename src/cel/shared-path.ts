/**
 * Where in the data an expression points: a variable, then names of fields, `@items`, `@values`, `@keys`.
 *
 * Upstream appends to slices of Go without copying them. Two paths that go on from one may share their memory, and then
 * the name that was appended last is the name in both. Estimates are made with what is there when a size is looked up,
 * so this has to be the same here.
 */
export class SharedPath {
  static readonly empty = new SharedPath([], 0, 0)
  readonly #memory: string[]
  readonly #capacity: number
  readonly length: number

  private constructor(memory: string[], capacity: number, length: number) {
    this.#memory = memory
    this.#capacity = capacity
    this.length = length
  }

  append(name: string): SharedPath {
    if (this.length < this.#capacity) {
      this.#memory[this.length] = name
      return new SharedPath(this.#memory, this.#capacity, this.length + 1)
    }
    const capacity = Math.max(1, 2 * this.#capacity)
    return new SharedPath([...this.names, name], capacity, this.length + 1)
  }

  /** As they are now. */
  get names(): string[] {
    return this.#memory.slice(0, this.length)
  }
}
