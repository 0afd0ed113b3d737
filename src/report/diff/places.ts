import type { ToldChange, ToldPair } from '../../model/change.ts'
import type { Document } from '../../model/document.ts'
import { locate, type Path } from '../../model/path.ts'
import { visible } from '../../model/printable.ts'
import { lineIndex } from '../line-index.ts'

/** A place in a text as people count. */
export interface Spot {
  file: string
  line: number
  column: number
}

/** Where a path stands in a document, at its key if it has one; undefined when there is nothing. */
export function spotOf({ origin, root, range }: Document, path: Path | undefined): Spot | undefined {
  if (path === undefined || root === undefined) return undefined
  const { key, value } = locate(root, path, range)
  const { line, column } = lineIndex(origin).at((key ?? value).start)
  return { file: origin.name, line, column }
}

/** `old.yaml:40:13 → new.yaml:40:13` */
export function placesText(change: ToldChange, pair: ToldPair): string {
  return [spotOf(pair.old, change.old), spotOf(pair.new, change.new)]
    .map((spot) => (spot ? `${visible(spot.file)}:${spot.line}:${spot.column}` : '-'))
    .join(' → ')
}

/** The message, and why it cannot be decided or what it means. */
export function sentenceOf({ message, effect: { reason } }: ToldChange): string {
  return reason === undefined ? message : `${message}: ${reason}`
}

/** `spec.replicas`, or what the change is about when it is no field. */
export function subjectOf({ path }: ToldChange): string {
  return path === '' ? '(root)' : visible(path)
}
