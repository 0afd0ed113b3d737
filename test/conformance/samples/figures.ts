import type { Verdict } from '../server/oracle.ts'
import { type Made, shapes } from './make.ts'

/** What a server said about samples. */
export interface Judged {
  made: Made
  verdict: Verdict
}

export interface Figure {
  shape: string
  accepted: number
  all: number
  percent: number
}

/** How many samples of each shape were accepted. */
export function figuresOf(judged: readonly Judged[]): Figure[] {
  return shapes.map((shape) => {
    const all = judged.filter(({ made }) => made.shape === shape)
    const accepted = all.filter(({ verdict }) => verdict.accepted).length
    return { shape, accepted, all: all.length, percent: all.length === 0 ? 100 : (100 * accepted) / all.length }
  })
}

/** Samples that our validator and the server judge differently: there must be none. */
export function disagreements(judged: readonly Judged[]): string[] {
  return judged
    .filter(({ made, verdict }) => (made.unsolved.length === 0) !== verdict.accepted)
    .map(
      (each) =>
        `${nameOf(each.made)}: server ${each.verdict.accepted ? 'accepts' : `refuses: ${each.verdict.message}`}`,
    )
}

/** Samples that were refused, and the rules that we named for them. */
export function failures(judged: readonly Judged[]): string[] {
  return judged
    .filter(({ verdict }) => !verdict.accepted)
    .map(
      ({ made }) => `${nameOf(made)}: ${made.unsolved.map(({ field, message }) => `${field}: ${message}`).join('; ')}`,
    )
}

function nameOf({ definition, version, shape }: Made): string {
  return `${definition.file} ${version} ${shape}`
}
