import { marshalString } from '../../model/go/json.ts'
import { quote } from '../../model/go/quote.ts'
import type { Cause, CauseReason } from '../../validation/cause.ts'
import type { CrdCode } from './codes.ts'
import type { Place } from './place.ts'

/**
 * The causes of one answer, in the order found. Texts are made as apimachinery's field.Error does
 * (util/validation/field/errors.go): a plain string is quoted by Go's `%q`, anything else is JSON.
 */
export class Causes {
  readonly list: Cause[] = []

  get valid(): boolean {
    return this.list.length === 0
  }

  /** @param value as it is to be printed: {@link plain} or JSON */
  invalid(code: CrdCode, place: Place, value: string, detail: string): void {
    this.#add(code, place, 'FieldValueInvalid', `Invalid value: ${value}: ${detail}`)
  }
  required(code: CrdCode, place: Place, detail = ''): void {
    this.#add(code, place, 'FieldValueRequired', detail === '' ? 'Required value' : `Required value: ${detail}`)
  }
  forbidden(code: CrdCode, place: Place, detail: string): void {
    this.#add(code, place, 'FieldValueForbidden', `Forbidden: ${detail}`)
  }
  notSupported(code: CrdCode, place: Place, value: string, supported: readonly string[]): void {
    const list = supported.map(quote).join(', ')
    this.#add(code, place, 'FieldValueNotSupported', `Unsupported value: ${value}: supported values: ${list}`)
  }
  duplicate(code: CrdCode, place: Place, value: string): void {
    this.#add(code, place, 'FieldValueDuplicate', `Duplicate value: ${value}`)
  }
  tooMany(code: CrdCode, place: Place, actual: number, max: number): void {
    this.#add(code, place, 'FieldValueTooMany', `Too many: ${actual}: must have at most ${max} items`)
  }
  tooLong(code: CrdCode, place: Place, max: number): void {
    this.#add(code, place, 'FieldValueTooLong', `Too long: may not be more than ${max} bytes`)
  }
  internal(code: CrdCode, place: Place, error: string): void {
    this.#add(code, place, 'InternalError', `Internal error: ${error}`)
  }
  /** Says more about the cause that was added last. */
  explain(hint: string): void {
    const last = this.list.at(-1)
    if (last) last.hint = hint
  }
  add(cause: Cause): void {
    this.list.push(cause)
  }
  addAll(others: readonly Cause[]): void {
    for (const cause of others) this.list.push(cause)
  }

  #add(code: CrdCode, place: Place, reason: CauseReason, message: string): void {
    this.list.push({ code, field: place.field, reason, message, path: place.path })
  }
}

/** A Go string in a cause's text. */
export const plain = quote
/** A Go string of a named type, or a pointer to one: these print as JSON. */
export const named = marshalString
/** A list of strings; undefined is nil. */
export function namedList(values: readonly string[] | undefined): string {
  return values === undefined ? 'null' : `[${values.map(marshalString).join(',')}]`
}
