import { goPattern } from '../schema/go-pattern.ts'
import type { Expr } from './ast.ts'
import type { CelError } from './cel-error.ts'
import type { Checked } from './checked.ts'
import { childrenOf } from './children.ts'
import type { Environment } from './environment.ts'
import { type Clause, FormatProblem, fillFormat, wrongType } from './library/format-text.ts'
import { literalValue } from './literal-value.ts'
import { formatType, type Type } from './types.ts'
import { sameType } from './unify.ts'
import { isFailure } from './value.ts'

type Known = Omit<Checked, 'errors'>

/**
 * What is wrong with the literals of an expression that type-checks: lists and maps of mixed types, texts that are no
 * duration, timestamp, regular expression or format. Upstream: cel-go cel/validator.go, ext/formatting.go.
 */
export function validateLiterals(checked: Known, environment: Environment): CelError[] {
  const errors: CelError[] = []
  const calls: (Expr & { kind: 'call' })[] = []
  const walk = (expr: Expr, exempt: boolean) => {
    if (!exempt && expr.kind === 'list') checkList(expr, checked, errors)
    else if (!exempt && expr.kind === 'map') checkMap(expr, checked, errors)
    if (expr.kind === 'call') calls.push(expr)
    const isFormat = expr.kind === 'call' && expr.fn === 'format'
    for (const child of childrenOf(expr)) walk(child, exempt || isFormat)
  }
  walk(checked.expr, false)
  for (const call of calls) checkConversion(call, checked, environment, errors)
  for (const call of calls) checkPattern(call, errors)
  for (const call of calls) checkFormat(call, checked, errors)
  return errors
}

function mismatch(errors: CelError[], at: Expr, expected: Type, found: Type): void {
  const message = `expected type '${formatType(expected)}' but found '${formatType(found)}'`
  errors.push({ offset: at.offset, message })
}

function checkList({ elements, optional }: Expr & { kind: 'list' }, checked: Known, errors: CelError[]): void {
  let expected: Type | undefined
  for (const [i, element] of elements.entries()) {
    const type = checked.types.get(element.id)!
    const found = optional.has(i) ? type.params[0]! : type
    expected ??= found
    if (sameType(expected, found)) continue
    mismatch(errors, element, expected, found)
    return
  }
}

function checkMap({ entries }: Expr & { kind: 'map' }, checked: Known, errors: CelError[]): void {
  let keys: Type | undefined
  let values: Type | undefined
  for (const { key, value, optional } of entries) {
    const keyType = checked.types.get(key.id)!
    const type = checked.types.get(value.id)!
    const valueType = optional ? type.params[0]! : type
    keys ??= keyType
    values ??= valueType
    if (!sameType(keys, keyType)) mismatch(errors, key, keys, keyType)
    if (!sameType(values, valueType)) mismatch(errors, value, values, valueType)
  }
}

function checkConversion(
  { id, fn, args: [arg] }: Expr & { kind: 'call' },
  checked: Known,
  environment: Environment,
  errors: CelError[],
): void {
  if ((fn !== 'duration' && fn !== 'timestamp') || arg?.kind !== 'const') return
  const ids = checked.overloads.get(id)
  const declared = environment.functions.get(fn)?.find(({ overload }) => ids?.includes(overload.id))
  if (!declared || !isFailure(declared.run(literalValue(arg.constant)))) return
  errors.push({ offset: arg.offset, message: `invalid ${fn} argument` })
}

/** Of `matches(text, pattern)` upstream looks at the text. */
function checkPattern({ fn, args: [arg] }: Expr & { kind: 'call' }, errors: CelError[]): void {
  if (fn !== 'matches' || arg?.kind !== 'const' || arg.constant.type !== 'string') return
  if (typeof goPattern(arg.constant.value) !== 'string') return
  errors.push({ offset: arg.offset, message: 'invalid matches argument' })
}

function checkFormat({ fn, target, args, offset }: Expr & { kind: 'call' }, checked: Known, errors: CelError[]): void {
  const list = args[0]
  if (fn !== 'format' || target?.kind !== 'const' || target.constant.type !== 'string') return
  if (args.length !== 1 || list?.kind !== 'list') return
  const { elements } = list
  let used = 0
  const count = () => {
    used++
  }
  try {
    fillFormat(target.constant.value, elements.length, count, (index, clause) => {
      checkClause(elements[index]!, clause, checked)
      return ''
    })
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error
    errors.push({ offset: error.at ?? offset, message: error.message })
    return
  }
  if (elements.length <= used) return
  const message = `too many arguments supplied to string.format (expected ${used}, got ${elements.length})`
  errors.push({ offset, message })
}

const printable: Type['kind'][] = ['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'bytes', 'null', 'type']
const accepted: Record<Clause['verb'], readonly Type['kind'][]> = {
  s: [...printable, 'timestamp', 'duration'],
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
}

function checkClause(arg: Expr, clause: Clause, checked: Known): void {
  const type = checked.types.get(arg.id)!
  if (type.kind !== 'dyn' && !accepted[clause.verb].includes(type.kind)) {
    throw wrongType(clause.verb, type.name, arg.offset)
  }
  if (clause.verb !== 's') return
  if (arg.kind === 'list' || arg.kind === 'map')
    for (const child of childrenOf(arg)) checkClause(child, clause, checked)
}
