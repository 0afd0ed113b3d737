import type { Constant } from './ast.ts'
import { type CelValue, Uint } from './value.ts'

/** The value of a literal. */
export function literalValue(constant: Constant): CelValue {
  return constant.type === 'uint' ? new Uint(constant.value) : constant.value
}
