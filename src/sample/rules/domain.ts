import { type Comprehension, type Expr, operator } from '../../cel/ast.ts'
import { ListView } from '../../cel/list-view.ts'
import { ObjectView } from '../../cel/object-view.ts'
import { CelList, CelMap } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import type { Binding, Scope, Subject } from './subject.ts'

/** What a macro became a fold of: see cel/macros.ts. */
export type Macro =
  | { kind: 'all' | 'exists' | 'exists_one' | 'filter'; each: Expr }
  | { kind: 'map'; each: Expr; where: Expr | undefined }
  /** A name for a value: optMap and its kin. */
  | { kind: 'bind'; value: Expr; result: Expr }
  | undefined

export function macroOf(fold: Comprehension): Macro {
  const { init, step, result, range, condition } = fold
  if (range.kind === 'list' && range.elements.length === 0 && isConstant(condition, false))
    return { kind: 'bind', value: init, result }
  if (step.kind !== 'call') return undefined
  if (isConstant(init, true) && step.fn === operator.and) return { kind: 'all', each: step.args[1]! }
  if (isConstant(init, false) && step.fn === operator.or) return { kind: 'exists', each: step.args[1]! }
  const where = step.fn === operator.conditional ? step.args[0]! : undefined
  const grown = where ? step.args[1]! : step
  if (grown.kind !== 'call' || grown.fn !== operator.add) return undefined
  if (init.kind === 'const') return where && { kind: 'exists_one', each: where }
  const [added] = grown.args[1]?.kind === 'list' ? grown.args[1].elements : []
  if (!added || init.kind !== 'list') return undefined
  const isSame = added.kind === 'ident' && added.name === fold.variable
  return where && isSame ? { kind: 'filter', each: where } : { kind: 'map', each: added, where }
}

function isConstant(expr: Expr, value: boolean): boolean {
  return expr.kind === 'const' && expr.constant.value === value
}

/** One round of a macro: its variables, and where in the object the element is. */
export interface Round {
  scope: Scope
  path: Path | undefined
  /** Of a map: the key. */
  key: string | undefined
}

const maxRounds = 50

/** The rounds of a macro; none where its range cannot be evaluated. */
export function roundsOf(fold: Comprehension, subject: Subject, scope: Scope): Round[] {
  const { range, variable, variable2 } = fold
  if (range.kind === 'list' && variable2 === undefined)
    return range.elements.map((expr) => ({
      scope: [...scope, named(variable, expr, subject, scope)],
      path: undefined,
      key: undefined,
    }))
  const value = subject.evaluate(range, scope)
  const path = subject.pathOf(range, scope)
  if (value instanceof CelList) {
    return Array.from({ length: Math.min(value.size, maxRounds) }, (_, i) => {
      const item = value.at(i)
      const at = path
        ? [...path, i]
        : item instanceof ObjectView || item instanceof ListView
          ? subject.find(item)
          : undefined
      const index: Binding = { name: variable, value: BigInt(i), path: undefined }
      const element: Binding = { name: variable2 ?? variable, value: item, path: at }
      return { scope: [...scope, ...(variable2 === undefined ? [] : [index]), element], path: at, key: undefined }
    })
  }
  if (!(value instanceof CelMap)) return []
  return value
    .keys()
    .slice(0, maxRounds)
    .flatMap((key) => {
      if (typeof key !== 'string') return []
      const at = subject.below(path, key)
      const binding: Binding = { name: variable, value: key, path: undefined }
      const entry = variable2 === undefined ? undefined : { name: variable2, value: value.get(key) ?? null, path: at }
      return [{ scope: [...scope, binding, ...(entry ? [entry] : [])], path: at, key }]
    })
}

/** A variable that is short for an expression. */
export function named(name: string, expr: Expr, subject: Subject, scope: Scope): Binding {
  return { name, value: subject.evaluate(expr, scope), path: subject.pathOf(expr, scope), short: { expr, scope } }
}
