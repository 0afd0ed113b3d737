import { seeded } from '../conformance/mutate/random.ts'
import type { Target } from './target.ts'

export interface Failure {
  target: string
  /** Of the input: `--seed` and the number of the case make it again. */
  number: number
  input: string
  why: string
}

/** Far more than any case takes on a busy machine; what is not linear is far beyond it. */
const maxMs = 5000

/**
 * Runs cases of every target, the same ones for the same seed.
 * @param begins is told each case before it runs
 */
export function fuzz(
  targets: readonly Target[],
  seed: number,
  count: number,
  begins?: (number: number) => void,
): Failure[] {
  const failures: Failure[] = []
  for (const target of targets) {
    for (let number = 0; number < count; number++) {
      const input = makeCase(target, seed, number)
      begins?.(number)
      const started = performance.now()
      const fail = (why: string) => failures.push({ target: target.name, number, input, why })
      try {
        target.run(input)
      } catch (error) {
        fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
      }
      const took = performance.now() - started
      if (took > maxMs) fail(`took ${Math.round(took)} ms`)
    }
  }
  return failures
}

export function makeCase(target: Target, seed: number, number: number): string {
  return target.make(seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)))
}
