/**
 * A path as CEL rules, list types and embedded resources print it: properties `.name`, map keys `[key]`, items `[0]`.
 * Upstream: apimachinery/pkg/util/validation/field/path.go.
 */
export class FieldPath {
  readonly steps: (string | number)[] = []
  readonly #texts: string[] = []

  child(name: string): void {
    this.steps.push(name)
    this.#texts.push(this.#texts.length === 0 ? name : `.${name}`)
  }
  key(name: string): void {
    this.steps.push(name)
    this.#texts.push(`[${name}]`)
  }
  index(i: number): void {
    this.steps.push(i)
    this.#texts.push(`[${i}]`)
  }
  pop(): void {
    this.steps.pop()
    this.#texts.pop()
  }
  /** `<nil>` at the root. */
  get text(): string {
    return this.#texts.length === 0 ? '<nil>' : this.#texts.join('')
  }
  /** The text of a child, which brings its own brackets, or its dot. */
  textWith(suffix: string): string {
    return this.#texts.length === 0 ? suffix.replace(/^\./, '') : this.#texts.join('') + suffix
  }
}
