import { actualCost, isDear } from './actual-cost.ts'
import { type Constant, type Expr, operator } from './ast.ts'
import type { Checked } from './checked.ts'
import { ListValue, MapValue } from './collections.ts'
import type { Declared, Environment } from './environment.ts'
import { index } from './library/operators.ts'
import { matches } from './library/strings.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  isFailure,
  noSuchOverload,
  Optional,
  TypeValue,
  Uint,
} from './value.ts'

/** A compiled expression: evaluate it as often as you like. */
export interface Program {
  /**
   * @param variables in the order in which they were declared
   * @param limit of the cost; beyond it the evaluation is cancelled
   */
  run(variables: readonly CelValue[], limit: number): { value: CelValue; cost: number }
}

interface Frame {
  /** Declared variables first, then those of macros. */
  slots: CelValue[]
  cost: number
  limit: number
}

type Step = (frame: Frame) => CelValue

/**
 * A node ready to run. An attribute, a chain of names and selections, is one thing to cost counting: reading it costs its
 * `base` once, and one for each selection; as a branch of a conditional it has no base.
 * Upstream: cel-go interpreter/{planner,attributes,runtimecost}.go.
 */
interface Compiled {
  run: Step
  bare?: Step
  base?: number
  constant?: CelValue
}

class CostExceeded extends Error {}
const costExceeded = new CostExceeded()
const cancelled = new CelFailure('operation cancelled: actual cost limit exceeded')

function charge(frame: Frame, cost: number): void {
  frame.cost += cost
  if (frame.cost > frame.limit) throw costExceeded
}

/** Why there is no program: what is constant was evaluated, and failed. */
class NoProgram extends Error {}

/**
 * Compiles a checked expression into closures that count what they cost; or says why its constant parts fail.
 */
export function compile(
  checked: Checked,
  environment: Environment,
  variables: readonly string[],
): Program | { error: string } {
  const compiler = new Compiler(checked, environment, variables)
  let run: Step
  try {
    run = compiler.compile(checked.expr).run
  } catch (error) {
    if (error instanceof NoProgram) return { error: error.message }
    throw error
  }
  const slots = compiler.slotCount
  return {
    run: (values, limit) => {
      const frame: Frame = { slots: new Array<CelValue>(slots).fill(null), cost: 0, limit }
      for (let i = 0; i < values.length; i++) frame.slots[i] = values[i]!
      try {
        return { value: run(frame), cost: frame.cost }
      } catch (error) {
        // A text or list longer than JavaScript can hold costs more than any limit.
        if (error !== costExceeded && !(error instanceof RangeError)) throw error
        return { value: cancelled, cost: frame.cost }
      }
    },
  }
}

interface Variable {
  name: string
  slot: number
  /** Its value when the slot is still {@link pending}. */
  init?: Step
}

const pending = new CelFailure('pending')

class Compiler {
  slotCount: number
  readonly #checked: Checked
  readonly #functions: Environment['functions']
  readonly #scope: Variable[]

  constructor(checked: Checked, environment: Environment, variables: readonly string[]) {
    this.#checked = checked
    this.#functions = environment.functions
    this.#scope = variables.map((name, slot) => ({ name, slot }))
    this.slotCount = variables.length
  }

  compile(expr: Expr): Compiled {
    switch (expr.kind) {
      case 'const':
        return constant(literal(expr.constant))
      case 'ident':
        return this.#ident(expr.name)
      case 'select':
        return this.#select(expr)
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'struct':
        return constant(noSuchOverload)
      case 'fold':
        return this.#fold(expr)
    }
  }

  #ident(name: string): Compiled {
    const plain = name.replace(/^\./, '')
    for (let i = this.#scope.length - 1; i >= 0; i--) {
      const { name: known, slot, init } = this.#scope[i]!
      if (known !== plain) continue
      if (!init) return attribute((frame) => frame.slots[slot]!, 1)
      return attribute((frame) => {
        if (frame.slots[slot] === pending) frame.slots[slot] = init(frame)
        return frame.slots[slot]!
      }, 1)
    }
    return constant(new TypeValue(plain))
  }

  #select(expr: Expr & { kind: 'select' }): Compiled {
    const qualified = this.#checked.names.get(expr.id)
    if (qualified !== undefined) return this.#ident(qualified)
    const operand = this.compile(expr.operand)
    const read = operand.bare ?? operand.run
    const { field } = expr
    if (expr.testOnly) {
      return {
        run: (frame) => {
          const of = read(frame)
          if (isFailure(of)) return of
          const found = has(of, field)
          if (found !== false || !(of instanceof Optional)) charge(frame, 1)
          return found
        },
      }
    }
    return attribute(
      (frame) => {
        const of = read(frame)
        if (isFailure(of)) return of
        // What is absent ends the chain, and costs nothing.
        if (!(of instanceof Optional)) {
          charge(frame, 1)
          return index(of, field)
        }
        const found = optionalIndex(of, field)
        if (isPresent(found)) charge(frame, 1)
        return found
      },
      operand.bare ? (operand.base ?? 0) : 1,
    )
  }

  #call(expr: Expr & { kind: 'call' }): Compiled {
    const { fn, target, args } = expr
    switch (fn) {
      case operator.and:
      case operator.or:
        return logical(
          args.map((arg) => this.compile(arg).run),
          fn === operator.or,
        )
      case operator.conditional:
        return this.#conditional(args)
      case operator.index:
      case operator.optIndex:
      case operator.optSelect:
        return this.#index(args, fn !== operator.index)
    }
    const name = this.#checked.functions.get(expr.id) ?? fn.replace(/^\./, '')
    const member = target !== undefined && name === fn
    const parts = (member ? [target, ...args] : args).map((arg) => this.compile(arg))
    if (member && (fn === 'or' || fn === 'orValue')) return orElse(parts, fn)
    const ids = this.#checked.overloads.get(expr.id) ?? []
    const overload = ids.length === 1 ? ids[0]! : ''
    if (overload === 'in_list') {
      const quick = membership(parts)
      if (quick) return quick
    }
    const candidates = this.#candidates(name, ids, member, parts.length)
    const folded = foldConversion(name, parts, candidates)
    if (folded) return folded
    checkPattern(name, parts)
    const overloadId = name === operator.equals ? 'equals' : name === operator.notEquals ? 'not_equals' : overload
    return { run: call(name, overloadId, parts, candidates) }
  }

  #candidates(name: string, ids: readonly string[], member: boolean, count: number): readonly Declared[] {
    const all = this.#functions.get(name) ?? []
    const chosen = all.filter(({ overload }) => ids.includes(overload.id))
    return chosen.length > 0
      ? chosen
      : all.filter(({ overload, args }) => overload.member === member && args.length === count)
  }

  #conditional(args: readonly Expr[]): Compiled {
    const [condition, yes, no] = args.map((arg) => this.compile(arg)) as [Compiled, Compiled, Compiled]
    const test = condition.run
    const onYes = yes.bare ?? yes.run
    const onNo = no.bare ?? no.run
    return attribute((frame) => {
      const chosen = test(frame)
      if (chosen === true) return onYes(frame)
      if (chosen === false) return onNo(frame)
      return isFailure(chosen) ? chosen : noSuchOverload
    }, 0)
  }

  #index(args: readonly Expr[], optional: boolean): Compiled {
    const [container, key] = args.map((arg) => this.compile(arg)) as [Compiled, Compiled]
    const read = container.bare ?? container.run
    if (key.constant !== undefined) checkQualifier(key.constant)
    const keyRun = key.bare ?? key.run
    // A constant costs one as a selection; an attribute costs itself; anything else itself and one.
    const extra = key.bare ? (key.base ?? 0) : 1
    return attribute(
      (frame) => {
        const of = read(frame)
        if (isFailure(of)) return of
        const isOptional = optional || of instanceof Optional
        if (isOptional && of === Optional.none) return of
        const at = keyRun(frame)
        const found = isFailure(at) ? at : isOptional ? optionalIndex(of, at) : index(of, at)
        if (!isOptional || isPresent(found)) charge(frame, extra)
        return found
      },
      container.bare ? (container.base ?? 0) : 1,
    )
  }

  #list(expr: Expr & { kind: 'list' }): Compiled {
    const parts = expr.elements.map((element) => this.compile(element))
    if (expr.optional.size === 0 && parts.every((part) => part.constant !== undefined)) {
      const items = parts.map((part) => part.constant!)
      return constant(new ListValue(items, items.length))
    }
    const steps = parts.map(({ run }) => run)
    const { optional } = expr
    return {
      run: (frame) => {
        const items: CelValue[] = []
        let failure: CelFailure | undefined
        for (let i = 0; i < steps.length && !failure; i++) {
          const item = steps[i]!(frame)
          if (isFailure(item)) failure = item
          else if (!optional.has(i)) items.push(item)
          else if (!(item instanceof Optional)) failure = noSuchOverload
          else if (item.value !== undefined) items.push(item.value)
        }
        charge(frame, 10)
        return failure ?? new ListValue(items)
      },
    }
  }

  #map(expr: Expr & { kind: 'map' }): Compiled {
    const entries = expr.entries.map(({ key, value, optional }) => ({
      key: this.compile(key),
      value: this.compile(value),
      optional,
    }))
    if (
      entries.every(
        ({ key, value, optional }) => !optional && key.constant !== undefined && value.constant !== undefined,
      )
    ) {
      return constant(MapValue.ofConstants(entries.map(({ key, value }) => [key.constant!, value.constant!] as const)))
    }
    return {
      run: (frame) => {
        const out: [CelValue, CelValue][] = []
        let failure: CelFailure | undefined
        for (const { key, value, optional } of entries) {
          const k = key.run(frame)
          const v = isFailure(k) ? k : value.run(frame)
          if (isFailure(v)) {
            failure = v
            break
          }
          if (!optional) out.push([k, v])
          else if (v instanceof Optional && v.value !== undefined) out.push([k, v.value])
        }
        charge(frame, 30)
        return failure ?? MapValue.of(out)
      },
    }
  }

  #fold(expr: Expr & { kind: 'fold' }): Compiled {
    const range = this.compile(expr.range).run
    const initial = this.compile(expr.init)
    // Upstream evaluates it when it is asked for.
    const init = initial.constant === undefined ? () => pending : initial.run
    const accu = this.#slot(expr.accumulator, initial.constant === undefined ? initial.run : undefined)
    const first = this.#slot(expr.variable)
    const second = expr.variable2 === undefined ? undefined : this.#slot(expr.variable2)
    const condition = this.compile(expr.condition).run
    const step = this.compile(expr.step).run
    this.#scope.length -= second === undefined ? 1 : 2
    const result = this.compile(expr.result).run
    this.#scope.length -= 1
    const next = (frame: Frame) => {
      if (condition(frame) === false) return false
      frame.slots[accu] = step(frame)
      return true
    }
    return {
      run: (frame) => {
        const over = range(frame)
        if (isFailure(over)) return over
        const outer = frame.slots[accu]!
        frame.slots[accu] = init(frame)
        if (over instanceof CelList) {
          for (let i = 0; i < over.size; i++) {
            if (second === undefined) frame.slots[first] = over.at(i)
            else {
              frame.slots[first] = BigInt(i)
              frame.slots[second] = over.at(i)
            }
            if (!next(frame)) break
          }
        } else if (over instanceof CelMap) {
          for (const key of over.keys()) {
            frame.slots[first] = key
            if (second !== undefined) frame.slots[second] = over.get(key) ?? null
            if (!next(frame)) break
          }
        } else return noSuchOverload
        const value = result(frame)
        frame.slots[accu] = outer
        return value
      },
    }
  }

  #slot(name: string, init?: Step): number {
    const slot = this.slotCount++
    this.#scope.push(init ? { name, slot, init } : { name, slot })
    return slot
  }
}

function constant(value: CelValue): Compiled {
  return { run: () => value, constant: value }
}

function attribute(bare: Step, base: number): Compiled {
  const run: Step =
    base === 0
      ? bare
      : (frame) => {
          const value = bare(frame)
          charge(frame, base)
          return value
        }
  return { run, bare, base }
}

function literal(constant: Constant): CelValue {
  return constant.type === 'uint' ? new Uint(constant.value) : constant.value
}

function has(of: CelValue, field: string): CelValue {
  if (of instanceof CelMap) {
    const value = of.get(field)
    return isFailure(value) ? value : value !== undefined
  }
  if (of instanceof CelList) return index(of, field)
  return of instanceof Optional && of.value instanceof CelMap && of.value.get(field) !== undefined
}

function isPresent(value: CelValue): boolean {
  return !isFailure(value) && value !== Optional.none
}

function optionalIndex(of: CelValue, key: CelValue): CelValue {
  const inner = of instanceof Optional ? of.value : of
  if (inner === undefined) return Optional.none
  if (inner instanceof CelMap) {
    const value = inner.get(key)
    return value === undefined ? Optional.none : isFailure(value) ? value : new Optional(value)
  }
  // Upstream looks for a key in anything.
  if (!(inner instanceof CelList)) return Optional.none
  const value = index(inner, key)
  if (!isFailure(value)) return new Optional(value)
  return value.message.startsWith('index out of bounds') ? Optional.none : value
}

/** `&&` and `||`: one deciding term is enough, whatever the others are. */
function logical(terms: readonly Step[], decisive: boolean): Compiled {
  return {
    run: (frame) => {
      let failure: CelFailure | undefined
      for (const term of terms) {
        const value = term(frame)
        if (value === decisive) return decisive
        if (typeof value !== 'boolean') failure ??= isFailure(value) ? value : noSuchOverload
      }
      return failure ?? !decisive
    },
  }
}

function orElse(parts: readonly Compiled[], fn: 'or' | 'orValue'): Compiled {
  const [first, second] = parts.map(({ run }) => run) as [Step, Step]
  return {
    run: (frame) => {
      const value = first(frame)
      if (isFailure(value)) return value
      if (!(value instanceof Optional)) return noSuchOverload
      if (value.value === undefined) return second(frame)
      return fn === 'or' ? value : value.value
    },
  }
}

/** `x in [constants]`: upstream looks it up in a set, for free. */
function membership(parts: readonly Compiled[]): Compiled | undefined {
  const [item, list] = parts as [Compiled, Compiled]
  if (!(list.constant instanceof CelList)) return undefined
  const values = Array.from({ length: list.constant.size }, (_, i) => (list.constant as CelList).at(i))
  if (values.length === 0) return constant(false)
  const keys = new Set(values.map(setKey))
  if (keys.has(undefined)) return undefined
  const run = item.run
  return {
    run: (frame) => {
      const value = run(frame)
      return isFailure(value) ? value : keys.has(setKey(value))
    },
  }
}

/** Equal values have equal keys; undefined for what is no scalar. */
function setKey(value: CelValue): string | undefined {
  if (value === null) return 'null'
  if (typeof value === 'string') return `s${value}`
  if (typeof value === 'boolean') return `b${value}`
  if (typeof value === 'bigint') return `n${value}`
  if (value instanceof Uint) return `n${value.value}`
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `d${value}`
  return undefined
}

const conversions = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
])

/** A conversion of a constant is a constant. */
function foldConversion(
  name: string,
  parts: readonly Compiled[],
  candidates: readonly Declared[],
): Compiled | undefined {
  if (!conversions.has(name) || parts.length !== 1 || parts[0]!.constant === undefined) return undefined
  const value = dispatch(candidates, [parts[0]!.constant])
  if (isFailure(value)) throw new NoProgram(value.message)
  return constant(value)
}

/** What can be no key at all. Upstream: interpreter/attributes.go newQualifier. */
function checkQualifier(key: CelValue): void {
  const kind = key === null ? 'Null' : key instanceof Uint8Array ? 'Bytes' : undefined
  if (kind) throw new NoProgram(`invalid qualifier type: types.${kind}`)
}

/** The functions whose second argument is a pattern, which is compiled at once where it is constant. */
const patternFunctions = new Set(['matches', 'find', 'findAll'])

function checkPattern(name: string, parts: readonly Compiled[]): void {
  const pattern = patternFunctions.has(name) ? parts[1]?.constant : undefined
  const found = typeof pattern === 'string' ? matches('', pattern) : undefined
  if (isFailure(found)) throw new NoProgram(found.message)
}

function call(name: string, overload: string, parts: readonly Compiled[], candidates: readonly Declared[]): Step {
  const steps = parts.map(({ run }) => run)
  const strict = name !== operator.notStrictlyFalse
  const dear = isDear(overload)
  return (frame) => {
    const args = new Array<CelValue>(steps.length)
    let failure: CelFailure | undefined
    for (let i = 0; i < steps.length; i++) {
      const arg = steps[i]!(frame)
      args[i] = arg
      if (strict && !failure && isFailure(arg)) failure = arg
    }
    if (dear && !failure && frame.cost + actualCost(name, overload, args, null) > frame.limit) throw costExceeded
    const result = failure ?? dispatch(candidates, args)
    charge(frame, actualCost(name, overload, args, result))
    return result
  }
}

/** The first overload that takes the arguments. */
function dispatch(candidates: readonly Declared[], args: readonly CelValue[]): CelValue {
  let result: CelValue = noSuchOverload
  for (const { run } of candidates) {
    result = run(args)
    if (result !== noSuchOverload && !(isFailure(result) && result.message === 'no such overload')) return result
  }
  return result
}
