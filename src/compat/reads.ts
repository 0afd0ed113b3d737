import type { Expr } from '../cel/ast.ts'
import { operator } from '../cel/ast.ts'
import { escapeName } from '../cel/escape.ts'
import { parse } from '../cel/parse.ts'
import type { FieldPath } from '../schema/field-step.ts'

/** One thing that a rule looks at, from where the rule stands: property names as CEL has them, `*` for items and values. */
export interface Read {
  steps: readonly string[]
  /** Only whether it is there, or how many entries it has: what is in it does not count. */
  shallow: boolean
}

/** Everything that a rule looks at, as an upper bound; undefined when it cannot be read. */
export function readsOf(rule: string, minor: number): readonly Read[] | undefined {
  const key = `${minor} ${rule}`
  if (!known.has(key)) {
    if (known.size >= mostKnown) known.clear()
    known.set(key, findReads(rule, minor))
  }
  return known.get(key)
}

const known = new Map<string, readonly Read[] | undefined>()
const mostKnown = 1000

function findReads(rule: string, minor: number): readonly Read[] | undefined {
  const parsed = parse(rule, minor)
  if (parsed.errors) return undefined
  const reads: Read[] = []
  new Reader(reads).look(
    parsed.expr,
    new Map([
      ['self', []],
      ['oldSelf', []],
    ]),
  )
  return reads
}

/** The texts and integers that a rule compares with. */
export function literalsOf(rule: string, minor: number): (string | number)[] {
  const parsed = parse(rule, minor)
  if (parsed.errors) return []
  const out: (string | number)[] = []
  const visit = (expr: Expr): void => {
    if (expr.kind === 'const') {
      const { constant } = expr
      if (constant.type === 'string') out.push(constant.value)
      else if (constant.type === 'int' || constant.type === 'uint') out.push(Number(constant.value))
    }
    for (const child of children(expr)) visit(child)
  }
  visit(parsed.expr)
  return [...new Set(out)]
}

type Scope = ReadonlyMap<string, readonly string[] | undefined>

class Reader {
  readonly #reads: Read[]

  constructor(reads: Read[]) {
    this.#reads = reads
  }

  look(expr: Expr, scope: Scope): void {
    const path = pathOf(expr, scope)
    if (path) {
      this.#reads.push({ steps: path, shallow: expr.kind === 'select' && expr.testOnly })
      this.#lookAtIndexes(expr, scope)
      return
    }
    if (expr.kind === 'fold') {
      this.#fold(expr, scope)
      return
    }
    if (expr.kind === 'call' && expr.fn === 'size') {
      const [of] = expr.target ? [expr.target] : expr.args
      const counted = of && pathOf(of, scope)
      if (counted) {
        this.#reads.push({ steps: counted, shallow: true })
        return
      }
    }
    for (const child of children(expr)) this.look(child, scope)
  }

  /** What stands in brackets may read too. */
  #lookAtIndexes(expr: Expr, scope: Scope): void {
    for (let at: Expr | undefined = expr; at; ) {
      if (at.kind === 'select') at = at.operand
      else if (at.kind === 'call') {
        if (at.args[1]) this.look(at.args[1], scope)
        at = at.args[0]
      } else at = undefined
    }
  }

  #fold(expr: Expr & { kind: 'fold' }, scope: Scope): void {
    const range = pathOf(expr.range, scope)
    const inner = new Map(scope)
    if (range) this.#reads.push({ steps: range, shallow: true })
    else this.look(expr.range, scope)
    // The variable of a macro over a map is its key: the value is met through the index.
    inner.set(expr.variable, range && [...range, '*'])
    if (expr.variable2 !== undefined) inner.set(expr.variable2, range && [...range, '*'])
    inner.set(expr.accumulator, undefined)
    for (const part of [expr.init, expr.condition, expr.step, expr.result]) this.look(part, inner)
  }
}

/** A chain of fields from a variable; undefined when it is anything else. */
function pathOf(expr: Expr, scope: Scope): readonly string[] | undefined {
  if (expr.kind === 'ident') return scope.get(expr.name)
  if (expr.kind === 'select') {
    const base = pathOf(expr.operand, scope)
    return base && [...base, expr.field]
  }
  if (expr.kind === 'call' && (expr.fn === operator.index || expr.fn === operator.optIndex)) {
    const base = expr.args[0] && pathOf(expr.args[0], scope)
    return base && [...base, '*']
  }
  if (expr.kind === 'call' && expr.fn === operator.optSelect) {
    const [of, name] = expr.args
    const base = of && pathOf(of, scope)
    return base && name?.kind === 'const' && name.constant.type === 'string'
      ? [...base, name.constant.value]
      : undefined
  }
  return undefined
}

function children(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand]
    case 'call':
      return [...(expr.target ? [expr.target] : []), ...expr.args]
    case 'list':
      return expr.elements
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value])
    case 'struct':
      return expr.fields.map(({ value }) => value)
    case 'fold':
      return [expr.range, expr.init, expr.condition, expr.step, expr.result]
    default:
      return []
  }
}

/** May a rule tell whether this place, below the one where it stands, has another value? */
export function isTouched(path: FieldPath, reads: readonly Read[]): boolean {
  const steps = path.map((step) => ('property' in step ? escapeName(step.property) : undefined) ?? '*')
  return reads.some(({ steps: read, shallow }) => {
    // What is below a place that is only counted or tested does not matter.
    if (shallow && read.length < steps.length) return false
    const length = Math.min(read.length, steps.length)
    for (let i = 0; i < length; i++) if (read[i] !== steps[i] && read[i] !== '*' && steps[i] !== '*') return false
    return true
  })
}
