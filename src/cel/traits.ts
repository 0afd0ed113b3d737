import { CelList, CelMap, type CelValue, Duration, Timestamp, Uint } from './value.ts'

/** May the operation be tried on a value at all? Upstream: the traits of cel-go common/types/types.go. */
export type Trait = (value: CelValue) => boolean

const isNumber: Trait = (value) => typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint
const isTime: Trait = (value) => value instanceof Timestamp || value instanceof Duration

export const hasAdd: Trait = (value) =>
  isNumber(value) ||
  typeof value === 'string' ||
  value instanceof CelList ||
  value instanceof Uint8Array ||
  isTime(value)
export const hasSubtract: Trait = (value) => isNumber(value) || isTime(value)
export const hasMultiply: Trait = isNumber
export const hasModulo: Trait = (value) => typeof value === 'bigint' || value instanceof Uint
export const hasNegate: Trait = (value) =>
  typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Duration
export const hasCompare: Trait = (value) =>
  isNumber(value) ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  value instanceof Uint8Array ||
  isTime(value)
export const hasSize: Trait = (value) =>
  typeof value === 'string' || value instanceof CelList || value instanceof CelMap || value instanceof Uint8Array
export const hasMatch: Trait = (value) => typeof value === 'string'
export const isListTrait: Trait = (value) => value instanceof CelList

/** Those that answer by themselves where an operation is not for them, with fewer words. */
export const isReceiver: Trait = (value) => typeof value === 'string' || isTime(value)
