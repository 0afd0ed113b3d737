import { type Expr, operator } from './ast.ts'
import type { Checked } from './checked.ts'
import { estimateCollectionCall, estimateCoreCall } from './estimate-call.ts'
import { type CallEstimate, type CostNode, estimateCall } from './kubernetes/estimate-cost.ts'
import { anything, exactly, maxUint64, plus, type Range, times, union } from './kubernetes/range.ts'
import type { SchemaSizes } from './schema-size.ts'
import { SharedPath } from './shared-path.ts'
import { literalSize, typeSize } from './static-size.ts'
import { type Type, types } from './types.ts'

/**
 * What an expression may cost at least and at most.
 * Upstream: cel-go checker/cost.go Cost, with the options of apiserver/pkg/cel/environment/base.go.
 */
export function estimateCost(checked: Checked, sizes: SchemaSizes): Range {
  return new Estimator(checked, sizes).cost(checked.expr)
}

/** The sizes of what a list or a map holds. */
interface EntrySize {
  container: 'list' | 'map'
  key: Range
  value: Range
}

interface Variable {
  name: string
  path: SharedPath
  size: Range | undefined
  entries: EntrySize | undefined
}

const nothing = exactly(0)
const one = exactly(1)
/** Before the first is known. */
const none: Range = { min: maxUint64, max: 0n }
const listBase = exactly(10)
const mapBase = exactly(30)

class Estimator {
  readonly #checked: Checked
  readonly #schema: SchemaSizes
  readonly #paths = new Map<number, SharedPath>()
  readonly #sizes = new Map<number, Range>()
  readonly #entries = new Map<number, EntrySize>()
  readonly #variables: Variable[] = []

  constructor(checked: Checked, schema: SchemaSizes) {
    this.#checked = checked
    this.#schema = schema
  }

  cost(expr: Expr): Range {
    const name = this.#nameOf(expr)
    if (name !== undefined) {
      this.#paths.set(expr.id, this.#variable(name)?.path ?? SharedPath.empty.append(name))
      return one
    }
    switch (expr.kind) {
      case 'select':
        return this.#select(expr)
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'fold':
        return isBinding(expr) ? this.#bind(expr) : this.#fold(expr)
      default:
        return nothing
    }
  }

  /** The name, if the expression is nothing else: a variable, or a type. */
  #nameOf(expr: Expr): string | undefined {
    return this.#checked.names.get(expr.id) ?? (expr.kind === 'ident' ? expr.name : undefined)
  }

  #variable(name: string): Variable | undefined {
    return this.#variables.findLast((variable) => variable.name === name)
  }

  #typeOf(expr: Expr): Type {
    return this.#checked.types.get(expr.id) ?? types.dyn
  }

  #pathOf(expr: Expr): SharedPath {
    const name = this.#nameOf(expr)
    const variable = name === undefined ? undefined : this.#variable(name)
    return variable?.path ?? this.#paths.get(expr.id) ?? SharedPath.empty
  }

  #select({ id, operand, field, testOnly }: Expr & { kind: 'select' }): Range {
    const cost = this.cost(operand)
    if (testOnly) return cost
    this.#paths.set(id, this.#pathOf(operand).append(field))
    const { kind } = this.#typeOf(operand)
    return kind === 'map' || kind === 'object' ? plus(cost, one) : cost
  }

  #list(expr: Expr & { kind: 'list' }): Range {
    let cost = nothing
    let value = expr.elements.length === 0 ? nothing : none
    for (const element of expr.elements) {
      cost = plus(cost, this.cost(element))
      value = union(value, this.#sizeOrAny(element))
    }
    this.#entries.set(expr.id, { container: 'list', key: one, value })
    return plus(cost, listBase)
  }

  #map(expr: Expr & { kind: 'map' }): Range {
    let cost = nothing
    let key = expr.entries.length === 0 ? nothing : none
    let value = key
    for (const entry of expr.entries) {
      cost = plus(plus(cost, this.cost(entry.key)), this.cost(entry.value))
      key = union(key, this.#sizeOrAny(entry.key))
      value = union(value, this.#sizeOrAny(entry.value))
    }
    this.#entries.set(expr.id, { container: 'map', key, value })
    return plus(cost, mapBase)
  }

  #bind({ id, range, accumulator, init, result }: Expr & { kind: 'fold' }): Range {
    const before = plus(this.cost(range), this.cost(init))
    this.#declare(accumulator, init)
    const cost = plus(before, this.cost(result))
    this.#variables.pop()
    this.#takeSizes(id, result)
    return cost
  }

  #fold(expr: Expr & { kind: 'fold' }): Range {
    const { range, variable, variable2, accumulator, init, condition, step, result } = expr
    const before = plus(this.cost(range), this.cost(init))
    const outer = this.#variables.length
    this.#declare(accumulator, init)
    if (variable2 === undefined) {
      this.#iterate(variable, range, this.#containerOf(range) === 'list' ? 'value' : 'key', 'item')
    } else {
      this.#iterate(variable, range, 'key', 'index')
      this.#iterate(variable2, range, 'value', 'item')
    }
    const each = plus(this.cost(condition), this.cost(step))
    this.#variables.length = outer + 1
    const after = this.cost(result)
    this.#variables.pop()
    const count = this.#sizeOrAny(range)
    if (init.kind === 'const') this.#setSize(expr.id, this.#size(init))
    else if (init.kind === 'list' || init.kind === 'map') {
      this.#sizes.set(expr.id, count)
      this.#setEntries(expr.id, this.#entriesOf(step))
    }
    return plus(plus(before, after), times(count, each))
  }

  #declare(name: string, value: Expr): void {
    const entries = this.#entriesOf(value)
    this.#variables.push({ name, path: this.#pathOf(value), size: this.#size(value), entries })
  }

  #containerOf(range: Expr): string {
    return this.#entriesOf(range)?.container ?? this.#typeOf(range).kind
  }

  #iterate(name: string, range: Expr, what: 'key' | 'value', inList: 'item' | 'index'): void {
    const isList = this.#containerOf(range) === 'list'
    const element = isList ? (inList === 'item' ? '@items' : '@indices') : what === 'key' ? '@keys' : '@values'
    const size = this.#entriesOf(range)?.[what]
    this.#variables.push({ name, path: this.#pathOf(range).append(element), size, entries: undefined })
  }

  #call(expr: Expr & { kind: 'call' }): Range {
    const qualified = this.#checked.functions.get(expr.id)
    const name = qualified ?? expr.fn.replace(/^\./, '')
    const { args } = expr
    if (name === 'dyn') {
      const cost = this.cost(args[0]!)
      this.#takeSizes(expr.id, args[0]!)
      return plus(one, cost)
    }
    const costs: Range[] = []
    const operands = args.map((arg) => {
      costs.push(this.cost(arg))
      return this.#node(arg)
    })
    const overloads = this.#checked.overloads.get(expr.id) ?? []
    if (overloads.length === 0) return nothing
    const target = qualified === undefined ? expr.target : undefined
    const targetCost = target ? this.cost(target) : nothing
    const receiver = target && this.#node(target)
    let own = none
    let size: Range | undefined
    for (const overload of overloads) {
      const estimate = this.#estimate(expr, name, overload, receiver, operands, costs)
      own = union(own, estimate.cost)
      if (estimate.resultSize) size = size ? union(size, estimate.resultSize) : estimate.resultSize
      if (overload === 'index_list' || overload === 'index_map') {
        size = this.#entriesOf(args[0]!)?.value
        const element = overload === 'index_list' ? '@items' : '@values'
        this.#paths.set(expr.id, this.#pathOf(args[0]!).append(element))
      }
      size ??= this.#size(expr)
    }
    this.#setSize(expr.id, size)
    return plus(targetCost, own)
  }

  /** Of one overload, operands included. */
  #estimate(
    expr: Expr & { kind: 'call' },
    name: string,
    overload: string,
    target: CostNode | undefined,
    operands: readonly CostNode[],
    costs: readonly Range[],
  ): CallEstimate {
    const { args } = expr
    const [first, second, third] = costs as [Range, Range, Range]
    if (name === operator.and || name === operator.or) {
      return { cost: { min: first.min, max: plus(first, second).max } }
    }
    if (name === operator.conditional) {
      this.#setEntries(expr.id, joined(this.#entriesOf(args[1]!), this.#entriesOf(args[2]!)))
      const [yes, no] = [operands[1]!, operands[2]!].map(({ computedSize }) => computedSize ?? anything)
      return { cost: plus(first, union(second, third)), resultSize: union(yes!, no!) }
    }
    if (name === operator.add && args.length === 2 && /^add_(?:string|bytes|list)$/.test(overload)) {
      this.#setEntries(expr.id, joined(this.#entriesOf(args[0]!), this.#entriesOf(args[1]!)))
    }
    const estimate =
      estimateCollectionCall(overload, target, operands) ??
      estimateCall(name, overload, target, operands) ??
      estimateCoreCall(overload, target, operands)
    return { ...estimate, cost: costs.reduce(plus, estimate.cost) }
  }

  /** An operand as the estimates of calls see it. */
  #node(expr: Expr): CostNode {
    const path = this.#pathOf(expr)
    const type = this.#typeOf(expr)
    const computedSize = this.#size(expr)
    const schema = this.#schema
    const item = type.params[0]
    return {
      type: type.name,
      computedSize,
      get size() {
        return computedSize ?? schema.at(path.names)
      },
      get items() {
        const size = path.length > 0 ? schema.at([...path.names, '@items']) : undefined
        return item && { type: item.name, size }
      },
      literalInt: expr.kind === 'const' && expr.constant.type === 'int' ? expr.constant.value : undefined,
    }
  }

  #size(expr: Expr): Range | undefined {
    const known = this.#sizes.get(expr.id) ?? literalSize(expr)
    if (known) return known
    const size = this.#schema.at(this.#pathOf(expr).names)
    if (size) {
      this.#sizes.set(expr.id, size)
      return size
    }
    const name = this.#nameOf(expr)
    return typeSize(this.#typeOf(expr)) ?? (name === undefined ? undefined : this.#variable(name)?.size)
  }

  #sizeOrAny(expr: Expr): Range {
    return this.#size(expr) ?? anything
  }

  #setSize(id: number, size: Range | undefined): void {
    if (size) this.#sizes.set(id, size)
  }

  #entriesOf(expr: Expr): EntrySize | undefined {
    const known = this.#entries.get(expr.id)
    if (known) return known
    const name = this.#nameOf(expr)
    return name === undefined ? undefined : this.#variable(name)?.entries
  }

  #setEntries(id: number, entries: EntrySize | undefined): void {
    if (entries) this.#entries.set(id, entries)
  }

  #takeSizes(id: number, from: Expr): void {
    this.#setSize(id, this.#size(from))
    this.#setEntries(id, this.#entriesOf(from))
  }
}

function joined(a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined {
  return a && b && { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) }
}

/** Does it only give a value a name? Upstream: isBind. */
function isBinding({ range, condition }: Expr & { kind: 'fold' }): boolean {
  const isEmpty = range.kind === 'list' && range.elements.length === 0
  return isEmpty && condition.kind === 'const' && condition.constant.value === false
}
