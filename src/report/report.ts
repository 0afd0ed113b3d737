import type { Result, Summary } from '../model/result.ts'

/** Turns results into text, one after the other, so that a long run need not be kept in memory. */
export interface Report {
  open(): string
  result(result: Result): string
  close(summary: Summary): string
}
