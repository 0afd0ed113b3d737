import { Foreign, rawOf } from '../../cel/raw.ts'
import { type CelValue, isFailure } from '../../cel/value.ts'
import type { Value } from '../../model/value.ts'

/** A value as data; undefined for what JSON does not have. */
export function plainOf(value: CelValue): Value | undefined {
  if (isFailure(value)) return undefined
  const raw = rawOf(value)
  return raw instanceof Foreign ? undefined : raw
}
