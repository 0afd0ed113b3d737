import { quote } from '../../../model/go/quote.ts'
import { nearest } from '../../../model/nearest.ts'
import { dotted, type Path } from '../../../model/path.ts'
import { pathOf, type Spot } from '../spot.ts'

/** Why a body cannot be decoded: the text of Go's error, and the value it is about. */
export interface DecodeError {
  message: string
  path: Path
}

/** A key that no field takes. */
export interface UnknownKey {
  path: Path
  /** As strict decoding prints it. */
  field: string
  /** What was probably meant. */
  meant: string | undefined
}

const strictLimit = 100

/**
 * What the server's JSON decoder keeps while it fills Go structs: the first wrong type (decoding goes on after it),
 * the keys it does not know, and the names of the fields it is in, which error texts quote.
 * Upstream: sigs.k8s.io/json internal/golang/encoding/json/decode.go.
 */
export class Decoder {
  /** At most 100, as the server lists them. */
  readonly unknown: UnknownKey[] = []
  /** Keys that were dropped without a word, below `items`, `additionalProperties` and `dependencies`. */
  readonly dropped: UnknownKey[] = []
  readonly #seen = new Set<string>()
  readonly #fields: string[] = []
  readonly #structs: string[] = []
  /** The struct that errors inside a type with its own decoding are ascribed to. */
  #outerStruct: string | undefined
  #saved: DecodeError | undefined
  #fatal: DecodeError | undefined

  get error(): DecodeError | undefined {
    return this.#fatal ?? this.#saved
  }

  /** Set once an error ends decoding at once: an error that a type's own decoding returns. */
  get stopped(): boolean {
    return this.#fatal !== undefined
  }

  /** The value of a struct's field comes next. */
  enterField(struct: string, field: string): void {
    this.#structs.push(struct)
    this.#fields.push(field)
  }

  leaveField(): void {
    this.#structs.pop()
    this.#fields.pop()
  }

  /**
   * Decodes a value whose Go type decodes itself (UnmarshalJSON): unknown keys below are dropped in silence, and an
   * error below is final.
   */
  inOwn(decode: () => void): void {
    const saved = this.#saved
    const outer = this.#outerStruct
    this.#saved = undefined
    this.#outerStruct ??= this.#structs.at(-1) ?? ''
    decode()
    this.#outerStruct = outer
    if (this.#saved) this.#fatal ??= this.#saved
    this.#saved = saved
  }

  /** A value of the wrong type. `value` is what stood there, in the decoder's words (`number 1.5`). */
  wrongType(value: string, type: string, spot: Spot | undefined): void {
    const struct = this.#outerStruct ?? this.#structs.at(-1) ?? ''
    const into =
      struct === '' ? `value of type ${type}` : `struct field ${struct}.${this.#fields.join('.')} of type ${type}`
    this.save(`json: cannot unmarshal ${value} into Go ${into}`, spot)
  }

  save(message: string, spot: Spot | undefined): void {
    this.#saved ??= { message, path: pathOf(spot) }
  }

  fatal(message: string, spot: Spot | undefined): void {
    this.#fatal ??= { message, path: pathOf(spot) }
  }

  /** @param known the keys that would be known here */
  unknownKey(spot: Spot, known: Iterable<string>): void {
    const path = pathOf(spot)
    const field = dotted(path)
    const meant = () => nearest(String(spot.step), known, 1)[0]
    if (this.#outerStruct !== undefined) {
      this.dropped.push({ path, field, meant: this.dropped.length < strictLimit ? meant() : undefined })
    } else if (this.unknown.length < strictLimit && !this.#seen.has(field)) {
      this.#seen.add(field)
      this.unknown.push({ path, field, meant: meant() })
    }
  }
}

/** One unknown key in the words of strict decoding. */
export function unknownText(key: UnknownKey): string {
  return `unknown field ${quote(key.field)}`
}
