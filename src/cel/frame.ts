import type { CelValue } from './value.ts'

/** One evaluation. */
export interface Frame {
  /** Declared variables first, then those of macros; an accumulator may be made when it is first read. */
  slots: (CelValue | undefined)[]
  cost: number
  limit: number
}

/** A node ready to run. */
export type Step = (frame: Frame) => CelValue

class CostExceeded extends Error {}
export const costExceeded = new CostExceeded()

export function charge(frame: Frame, cost: number): void {
  frame.cost += cost
  if (frame.cost > frame.limit) throw costExceeded
}

/** Why a checked expression cannot be made ready to run. */
export class InstantiationError extends Error {}
