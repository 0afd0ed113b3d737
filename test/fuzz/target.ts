import type { Random } from '../conformance/mutate/random.ts'

/** One sort of input. Inputs are texts, so that one that fails can be printed and run again. */
export interface Target {
  name: string
  make(random: Random): string
  /** Throws where the code under test crashes, or a law does not hold. */
  run(input: string): void
}

/** What must hold of any input. */
export class LawBroken extends Error {}

export function law(holds: boolean, words: string): void {
  if (!holds) throw new LawBroken(words)
}
