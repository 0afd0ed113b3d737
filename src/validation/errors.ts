import { dotted, type Path } from '../model/path.ts'
import type { Cause } from './cause.ts'

/** A schema error: a cause, and the text by which upstream tells two errors apart. */
export interface SchemaError extends Cause {
  text: string
}

/**
 * The errors of one schema result. Errors with equal texts count once, as upstream's Result.AddErrors has it
 * (kube-openapi/pkg/validation/validate/result.go).
 */
export class SchemaErrors {
  readonly list: SchemaError[] = []
  /** The texts of `list`, once there are so many that looking through them would be slow. */
  #texts: Set<string> | undefined

  get valid(): boolean {
    return this.list.length === 0
  }

  add(error: SchemaError): void {
    if (this.#texts ? this.#texts.has(error.text) : this.list.some((known) => known.text === error.text)) return
    this.list.push(error)
    if (this.#texts) this.#texts.add(error.text)
    else if (this.list.length === 16) this.#texts = new Set(this.list.map((known) => known.text))
  }

  addAll(others: readonly SchemaError[]): void {
    for (const error of others) this.add(error)
  }
}

/** The place that is being judged: pushed and popped while walking, copied only into errors. */
export class Place {
  readonly steps: (string | number)[] = []
  /** What precedes the steps in the server's paths and texts: '' or, for the status subresource, `status`. */
  readonly base: string

  constructor(base = '') {
    this.base = base
  }

  push(step: string | number): void {
    this.steps.push(step)
  }
  pop(): void {
    this.steps.pop()
  }
  get path(): Path {
    return this.base === '' ? [...this.steps] : [this.base, ...this.steps]
  }
  /** The path as message texts hold it: without the base. */
  get text(): string {
    return dotted(this.steps)
  }
  /** The path as the cause's field: with the base; `<nil>` at the root of a whole object. */
  get field(): string {
    const text = dotted(this.steps)
    if (this.base === '') return text === '' ? '<nil>' : text
    return text === '' ? this.base : `${this.base}.${text}`
  }
  child(step: string | number): { path: Path; text: string; field: string } {
    this.steps.push(step)
    const { path, text, field } = this
    this.steps.pop()
    return { path, text, field }
  }
}

/** Upstream puts a dot before the keys of a map, also where nothing comes before them. */
export class MapPlace extends Place {
  override get text(): string {
    return this.steps.length === 0 ? '' : `.${super.text}`
  }
}
