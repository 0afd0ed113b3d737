import type { Style } from './style.ts'

export interface PlaintextOptions {
  /** Columns; prose is wrapped to it, paths never. */
  width: number
  style: Style
  /** One line a field, as with `kubectl explain --recursive`. */
  short: boolean
  /** Full paths instead of an indented tree. */
  paths: boolean
}
