import { runeCount } from '../model/go/utf8.ts'
import type { Expr } from './ast.ts'
import { exactly, type Range } from './kubernetes/range.ts'
import type { Type } from './types.ts'

/** The size of what is written out. Upstream: cel-go checker/cost.go computeExprSize. */
export function literalSize(expr: Expr): Range | undefined {
  switch (expr.kind) {
    case 'list':
      return exactly(expr.elements.length)
    case 'map':
      return exactly(expr.entries.length)
    case 'const': {
      const { value } = expr.constant
      if (typeof value === 'string') return exactly(runeCount(value))
      return exactly(value instanceof Uint8Array ? value.length : 1)
    }
    default:
      return undefined
  }
}

const scalars: ReadonlySet<Type['kind']> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint'])

/** The size of values of a type, if all have the same. Upstream: computeTypeSize. */
export function typeSize(type: Type): Range | undefined {
  const of = type.kind === 'optional' ? type.params[0] : type
  if (of?.kind === 'optional') return typeSize(of)
  return of && scalars.has(of.kind) ? exactly(1) : undefined
}
