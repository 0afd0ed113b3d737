import { operator } from '../../cel/ast.ts'
import type { CelValue } from '../../cel/value.ts'

export type Comparison =
  | typeof operator.equals
  | typeof operator.notEquals
  | typeof operator.less
  | typeof operator.lessEquals
  | typeof operator.greater
  | typeof operator.greaterEquals

const complements: Readonly<Record<Comparison, Comparison>> = {
  [operator.equals]: operator.notEquals,
  [operator.notEquals]: operator.equals,
  [operator.less]: operator.greaterEquals,
  [operator.lessEquals]: operator.greater,
  [operator.greater]: operator.lessEquals,
  [operator.greaterEquals]: operator.less,
}

/** What holds exactly when the comparison does not. */
export function complementOf(comparison: Comparison): Comparison {
  return complements[comparison]
}

const mirrors: Readonly<Record<Comparison, Comparison>> = {
  [operator.equals]: operator.equals,
  [operator.notEquals]: operator.notEquals,
  [operator.less]: operator.greater,
  [operator.lessEquals]: operator.greaterEquals,
  [operator.greater]: operator.less,
  [operator.greaterEquals]: operator.lessEquals,
}

/** The same comparison seen from the other side. */
export function mirrorOf(comparison: Comparison): Comparison {
  return mirrors[comparison]
}

/** Are plain values in this relation? Undefined where that cannot be told here. */
export function fits(left: CelValue, comparison: Comparison, right: CelValue): boolean | undefined {
  const kinds = [typeof left, typeof right]
  if (kinds[0] !== kinds[1] || !['bigint', 'number', 'string', 'boolean'].includes(kinds[0]!)) return undefined
  const [l, r] = [left as bigint, right as bigint]
  switch (comparison) {
    case operator.equals:
      return l === r
    case operator.notEquals:
      return l !== r
    case operator.less:
      return l < r
    case operator.lessEquals:
      return l <= r
    case operator.greater:
      return l > r
    case operator.greaterEquals:
      return l >= r
  }
}
