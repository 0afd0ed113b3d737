import { type Expr, operator } from './ast.ts'
import { Attribute } from './attribute.ts'
import { call, equality } from './call.ts'
import type { Checked } from './checked.ts'
import { ListValue, MapValue } from './collections.ts'
import type { Declared, Environment } from './environment.ts'
import { fold, growing } from './fold.ts'
import { costExceeded, type Frame, InstantiationError, type Step } from './frame.ts'
import { compiledPattern } from './literal-pattern.ts'
import { literalValue } from './literal-value.ts'
import { listOf, mapOf } from './literals.ts'
import { membership } from './membership.ts'
import { CelFailure, type CelValue, isFailure, noSuchOverload, Optional, Panic, TypeValue } from './value.ts'

/** A compiled expression: evaluate it as often as you like. */
export interface Program {
  /**
   * @param variables in the order in which they were declared
   * @param limit of the cost; beyond it the evaluation is cancelled
   */
  run(variables: readonly CelValue[], limit: number): { value: CelValue; cost: number }
}

interface Variable {
  name: string
  slot: number
  /** Of an accumulator that is made when it is first read. */
  init?: Step
}

type Compiled = { kind: 'constant'; value: CelValue } | { kind: 'attribute'; attribute: Attribute } | Computed

interface Computed {
  kind: 'step'
  run: Step
}

const cancelled = new CelFailure('operation cancelled: actual cost limit exceeded')

/**
 * Compiles a checked expression into closures that count what they cost. Throws an {@link InstantiationError} where
 * upstream does not make a program of it. Upstream: cel-go interpreter/{planner,decorators,interpretable}.go.
 */
export function compile(checked: Checked, environment: Environment, variables: readonly string[]): Program {
  const compiler = new Compiler(checked, environment, variables)
  const run = stepOf(compiler.compile(checked.expr))
  const slots = compiler.slotCount
  return {
    run: (values, limit) => {
      const frame: Frame = { slots: new Array<CelValue>(slots).fill(null), cost: 0, limit }
      for (let i = 0; i < values.length; i++) frame.slots[i] = values[i]!
      try {
        return { value: run(frame), cost: frame.cost }
      } catch (error) {
        // A text or a list longer than JavaScript can hold costs more than any limit.
        if (error === costExceeded || error instanceof RangeError) return { value: cancelled, cost: frame.cost }
        if (error instanceof Panic)
          return { value: new CelFailure(`internal error: ${error.message}`), cost: frame.cost }
        throw error
      }
    },
  }
}

function stepOf(compiled: Compiled): Step {
  if (compiled.kind === 'attribute') return compiled.attribute.run
  if (compiled.kind === 'step') return compiled.run
  const { value } = compiled
  return () => value
}

/** Anything can be selected from. */
function attributeOf(compiled: Compiled): Attribute {
  return compiled.kind === 'attribute' ? compiled.attribute : new Attribute({ kind: 'step', run: stepOf(compiled) })
}

const constant = (value: CelValue): Compiled => ({ kind: 'constant', value })
const computed = (run: Step): Compiled => ({ kind: 'step', run })
const attribute = (made: Attribute): Compiled => ({ kind: 'attribute', attribute: made })

const conversions = new Set('bool bytes double duration dyn int string timestamp type uint'.split(' '))

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
        return constant(literalValue(expr.constant))
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
      if (known === plain) return attribute(new Attribute(init ? lazy(slot, init) : { kind: 'slot', slot }))
    }
    return constant(new TypeValue(plain))
  }

  #select(expr: Expr & { kind: 'select' }): Compiled {
    const qualified = this.#checked.names.get(expr.id)
    if (qualified !== undefined) return this.#ident(qualified)
    const operand = this.compile(expr.operand)
    return attribute(attributeOf(operand).select(expr.field, false, expr.testOnly))
  }

  #call(expr: Expr & { kind: 'call' }): Compiled {
    const { fn, target, args } = expr
    const name = this.#checked.functions.get(expr.id) ?? fn.replace(/^\./, '')
    const isMember = target !== undefined && name === fn
    const parts = (isMember ? [target, ...args] : args).map((arg) => this.compile(arg))
    switch (fn) {
      case operator.and:
      case operator.or:
        return computed(logical(parts.map(stepOf), fn === operator.or))
      case operator.equals:
      case operator.notEquals:
        return computed(equality(fn, stepOf(parts[0]!), stepOf(parts[1]!), fn === operator.notEquals))
      case operator.conditional:
        return conditional(parts)
      case operator.index:
      case operator.optIndex:
      case operator.optSelect:
        return index(parts, fn !== operator.index)
    }
    if (isMember && (fn === 'or' || fn === 'orValue')) return computed(orElse(parts.map(stepOf), fn))
    const ids = this.#checked.overloads.get(expr.id) ?? []
    const declared = this.#functions.get(name) ?? []
    return plainCall(name, declared, ids, parts)
  }

  #list(expr: Expr & { kind: 'list' }): Compiled {
    const parts = expr.elements.map((element) => this.compile(element))
    const values = constants(parts)
    if (values && expr.optional.size === 0) return constant(new ListValue(values))
    return computed(listOf(parts.map(stepOf), expr.optional))
  }

  #map(expr: Expr & { kind: 'map' }): Compiled {
    const entries = expr.entries.map(({ key, value, optional }) => ({
      key: this.compile(key),
      value: this.compile(value),
      optional,
    }))
    const keys = constants(entries.map(({ key }) => key))
    const values = constants(entries.map(({ value }) => value))
    if (keys && values && entries.every(({ optional }) => !optional)) {
      return constant(constantMap(keys.map((key, i) => [key, values[i]!] as const)))
    }
    return computed(
      mapOf(entries.map(({ key, value, optional }) => ({ key: stepOf(key), value: stepOf(value), optional }))),
    )
  }

  #fold(expr: Expr & { kind: 'fold' }): Compiled {
    const first = this.compile(expr.init)
    const init = stepOf(first)
    const range = stepOf(this.compile(expr.range))
    const isLazy = first.kind !== 'constant'
    const accu = this.#slot(expr.accumulator, isLazy ? init : undefined)
    const key = this.#slot(expr.variable)
    const value = expr.variable2 === undefined ? undefined : this.#slot(expr.variable2)
    const condition = stepOf(this.compile(expr.condition))
    const step = stepOf(this.compile(expr.step))
    this.#scope.length -= value === undefined ? 1 : 2
    const result = stepOf(this.compile(expr.result))
    this.#scope.length -= 1
    return computed(fold({ init: isLazy ? undefined : init, range, accu, key, value, condition, step, result }))
  }

  #slot(name: string, init?: Step): number {
    const slot = this.slotCount++
    this.#scope.push({ name, slot, ...(init ? { init } : {}) })
    return slot
  }
}

/** Bytes as keys make the server panic while it compiles the rule. */
function constantMap(entries: readonly (readonly [CelValue, CelValue])[]): CelValue {
  try {
    return MapValue.of(entries)
  } catch (error) {
    throw error instanceof Panic ? new InstantiationError(error.message) : error
  }
}

/** The values when all are constant. */
function constants(parts: readonly Compiled[]): CelValue[] | undefined {
  const values: CelValue[] = []
  for (const part of parts) {
    if (part.kind !== 'constant') return undefined
    values.push(part.value)
  }
  return values
}

function plainCall(
  name: string,
  declared: readonly Declared[],
  ids: readonly string[],
  parts: readonly Compiled[],
): Compiled {
  const [first, second] = parts
  if (ids.length === 1 && ids[0] === 'in_list' && second?.kind === 'constant') {
    const quick = membership(stepOf(first!), second.value)
    if (quick !== undefined) return typeof quick === 'boolean' ? constant(quick) : computed(quick)
  }
  const pattern = second?.kind === 'constant' ? compiledPattern(name, second.value) : undefined
  const callee = { name, declared, ids, ...(pattern ? { run: pattern } : {}) }
  const run = call(callee, parts.map(stepOf))
  if (!conversions.has(name) || parts.length !== 1 || first!.kind !== 'constant') return computed(run)
  // A conversion of a constant is a constant.
  const value = run({ slots: [], cost: 0, limit: Number.MAX_SAFE_INTEGER })
  if (isFailure(value)) throw new InstantiationError(value.message)
  return constant(value)
}

function conditional(parts: readonly Compiled[]): Compiled {
  const [condition, yes, no] = parts as [Compiled, Compiled, Compiled]
  return attribute(
    new Attribute({ kind: 'choice', condition: stepOf(condition), yes: attributeOf(yes), no: attributeOf(no) }),
  )
}

function index(parts: readonly Compiled[], optional: boolean): Compiled {
  const [container, key] = parts as [Compiled, Compiled]
  const of = attributeOf(container)
  if (key.kind === 'constant') return attribute(of.select(key.value, optional))
  if (key.kind === 'attribute') return attribute(of.index(key.attribute.read, optional))
  // What is computed is selected by as an attribute of its own.
  return attribute(of.index(attributeOf(key).read, optional))
}

function lazy(slot: number, init: Step) {
  return {
    kind: 'step' as const,
    run: (frame: Frame) => {
      if (frame.slots[slot] === undefined) frame.slots[slot] = growing(init(frame))
      return frame.slots[slot]!
    },
  }
}

/** `&&` and `||`: one deciding term is enough, whatever the others are. */
function logical(terms: readonly Step[], decisive: boolean): Step {
  return (frame) => {
    let failure: CelFailure | undefined
    for (let i = 0; i < terms.length; i++) {
      const value = terms[i]!(frame)
      if (value === decisive) return decisive
      if (typeof value !== 'boolean') failure ??= isFailure(value) ? value : noSuchOverload
    }
    return failure ?? !decisive
  }
}

/** What is no optional is taken as it is. */
function orElse(steps: readonly Step[], fn: 'or' | 'orValue'): Step {
  const [first, second] = steps as [Step, Step]
  return (frame) => {
    const value = first(frame)
    if (!(value instanceof Optional)) return value
    if (value.value === undefined) return second(frame)
    return fn === 'or' ? value : value.value
  }
}
