import type { Path } from './path.ts'

/**
 * Who says it. `server`: exactly a cause of the API server's answer. `manifest`: about the text (YAML trouble,
 * duplicate keys). `lint`: advice of ours. `cluster`: what one cluster says beyond its CRDs, in a dry run.
 */
export type FindingSource = 'server' | 'lint' | 'manifest' | 'cluster'

export type Severity = 'error' | 'warning'

/** Something to tell about one place in one document. */
export interface Finding {
  /** Stable identifier, e.g. `CRD0103`; the registry is src/model/codes.ts. */
  code: string
  source: FindingSource
  severity: Severity
  /** Where the value is; an absent value is located at its nearest ancestor. */
  path: Path
  /** The path as the server prints it (`spec.x`, `spec.m[k]`, `<nil>`). */
  field: string
  /** The server's cause type, e.g. `FieldValueInvalid`, or BadRequest, UnknownField, DuplicateField; '' when not the server's. */
  reason: string
  /** The server's own text, or ours. */
  message: string
  /** What it means and what to do, in the words of a person. */
  hint?: string
  /** Point at the key rather than at the value. */
  atKey?: boolean
  /** Offsets in the source text, when the reader knows better than the path. */
  position?: { start: number; end: number }
  /** Other places that belong to it, e.g. the first of two duplicate keys. */
  related?: { message: string; position: { start: number; end: number } }[]
  /** The schema node that decided, as a path in the CRD document. */
  rule?: RulePlace
}

/** A place in a CRD: the document it was read from, and the path of the schema keyword. */
export interface RulePlace {
  /** Opaque to the engines: the CRD's {@link Origin}. */
  origin: object | undefined
  path: Path
}
