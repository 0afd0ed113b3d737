import type { Range } from '../model/path.ts'

/** A key that occurs twice in one mapping. */
export interface DuplicateKey {
  key: string
  first: Range
  second: Range
}

/** More than anybody wants to read. */
const maxDuplicates = 1000

/**
 * Adds to the duplicates of a document what is worth to be said.
 * @param first where the key before stands, up to its value; undefined when there is none
 */
export function noteDuplicate(duplicates: DuplicateKey[], key: string, first: Range | undefined, second: Range): void {
  if (!first || duplicates.length >= maxDuplicates) return
  const end = Math.min(first.start + second.end - second.start, first.end)
  duplicates.push({ key, first: { start: first.start, end }, second })
}
