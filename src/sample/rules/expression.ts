import type { Constant, Expr } from '../../cel/ast.ts'

/** What is evaluated for an expression; of macros only what they run over. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand]
    case 'call':
      return expr.target ? [expr.target, ...expr.args] : expr.args
    case 'list':
      return expr.elements
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value])
    case 'fold':
      return [expr.range]
    default:
      return []
  }
}

/** The literals in an expression. */
export function literalsOf(expr: Expr): Constant[] {
  const out: Constant[] = []
  const todo: Expr[] = [expr]
  for (let next = todo.pop(); next; next = todo.pop()) {
    if (next.kind === 'const') out.push(next.constant)
    todo.push(...partsOf(next))
    if (next.kind === 'fold') todo.push(next.init, next.step, next.result)
  }
  return out
}
