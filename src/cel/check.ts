import { accumulator, type Expr, operator } from './ast.ts'
import type { CelError } from './cel-error.ts'
import type { Declared, Environment } from './environment.ts'
import { formatType, listOf, mapOf, optionalOf, type Type, typeOf, types } from './types.ts'
import { isDyn, Substitution, sameType } from './unify.ts'

/** What the checker found out about every node. */
export interface Checked {
  expr: Expr
  result: Type
  types: ReadonlyMap<number, Type>
  /** Of calls: the overloads that may be meant; one alone decides at compile time. */
  overloads: ReadonlyMap<number, readonly string[]>
  /** Of calls written as members that are functions of a namespace: their full names. */
  functions: ReadonlyMap<number, string>
  /** Of select chains that name a variable or a type: that name. */
  names: ReadonlyMap<number, string>
}

export type CheckResult = (Checked & { errors: undefined }) | { errors: CelError[] }

/**
 * Type-checks an expression. Upstream: cel-go checker/checker.go, with homogeneous list and map literals.
 * @param variables by name; types are always known
 */
export function check(expr: Expr, environment: Environment, variables: ReadonlyMap<string, Type>): CheckResult {
  const checker = new Checker(environment, variables)
  const found = checker.check(expr)
  if (checker.errors.length > 0) return { errors: checker.errors }
  const typesById = new Map<number, Type>()
  for (const [id, type] of checker.types) typesById.set(id, checker.known.apply(type, true))
  const { overloads, functions, names } = checker
  return {
    expr,
    result: checker.known.apply(found, true),
    types: typesById,
    overloads,
    functions,
    names,
    errors: undefined,
  }
}

/** Names of types, which are values too. */
const typeNames = new Map<string, Type>([
  ['bool', types.bool],
  ['int', types.int],
  ['uint', types.uint],
  ['double', types.double],
  ['string', types.string],
  ['bytes', types.bytes],
  ['null_type', types.null],
  ['dyn', types.dyn],
  ['list', listOf(types.dyn)],
  ['map', mapOf(types.dyn, types.dyn)],
  ['type', typeOf(types.dyn)],
  ['optional_type', optionalOf(types.dyn)],
  ['google.protobuf.Timestamp', types.timestamp],
  ['google.protobuf.Duration', types.duration],
])

class Checker {
  readonly errors: CelError[] = []
  readonly types = new Map<number, Type>()
  readonly overloads = new Map<number, readonly string[]>()
  readonly functions = new Map<number, string>()
  readonly names = new Map<number, string>()
  readonly known = new Substitution()
  readonly #environment: Environment
  readonly #scopes: ReadonlyMap<string, Type>[]

  constructor(environment: Environment, variables: ReadonlyMap<string, Type>) {
    this.#environment = environment
    this.#scopes = [variables]
  }

  check(expr: Expr): Type {
    const type = this.#typeOf(expr)
    this.types.set(expr.id, type)
    return type
  }

  #error(expr: { offset: number }, message: string): Type {
    this.errors.push({ offset: expr.offset, message })
    return types.error
  }

  #typeOf(expr: Expr): Type {
    switch (expr.kind) {
      case 'const':
        return types[expr.constant.type]
      case 'ident':
        return this.#ident(expr, expr.name)
      case 'select':
        return this.#select(expr)
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'struct':
        return this.#error(expr, `undeclared reference to '${expr.name}' (in container '')`)
      case 'fold':
        return this.#fold(expr)
    }
  }

  #ident(expr: Expr, name: string): Type {
    const found = this.#look(name)
    if (found) return found
    return this.#error(expr, `undeclared reference to '${name.replace(/^\./, '')}' (in container '')`)
  }

  #look(name: string): Type | undefined {
    const plain = name.startsWith('.') ? name.slice(1) : name
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const type = this.#scopes[i]!.get(plain)
      if (type) return type
    }
    const type = typeNames.get(plain)
    return type && typeOf(type)
  }

  #select(expr: Expr & { kind: 'select' }): Type {
    const name = expr.testOnly ? undefined : qualifiedName(expr)
    if (name !== undefined) {
      const type = this.#look(name)
      if (type) {
        this.names.set(expr.id, name.replace(/^\./, ''))
        return type
      }
    }
    const type = this.#field(expr, expr.operand, expr.field, false)
    return expr.testOnly ? types.bool : this.known.apply(type)
  }

  #field(expr: Expr, operand: Expr, field: string, optional: boolean): Type {
    const of = this.known.apply(this.check(operand))
    const isOptional = of.kind === 'optional'
    const target = isOptional ? of.params[0]! : of
    let type: Type = types.dyn
    if (target.kind === 'map') type = target.params[1]!
    else if (target.kind === 'object') {
      type = target.fields?.get(field) ?? this.#error(expr, `undefined field '${field}'`)
    } else if (target.kind === 'param') this.known.assignable(types.dyn, target)
    else if (!isDyn(target)) {
      this.#error(expr, `type '${formatType(target)}' does not support field selection`)
    }
    return isOptional || optional ? optionalOf(type) : type
  }

  #call(expr: Expr & { kind: 'call' }): Type {
    if (expr.fn === operator.optSelect) return this.#optSelect(expr)
    const { target, args } = expr
    let fn = expr.fn
    let receiver = target
    const space = target && qualifiedName(target)
    if (space !== undefined && this.#environment.functions.has(`${space}.${fn}`)) {
      fn = `${space}.${fn}`
      receiver = undefined
      this.functions.set(expr.id, fn)
    }
    const all = receiver ? [receiver, ...args] : args
    // An undeclared function is told after its arguments were looked at only when it is a member.
    const declared = this.#environment.functions.get(fn.replace(/^\./, ''))
    if (!declared && !receiver) {
      for (const arg of args) this.check(arg)
      return this.#error(expr, `undeclared reference to '${fn}' (in container '')`)
    }
    for (const arg of args) this.check(arg)
    if (receiver) this.check(receiver)
    if (!declared) return this.#error(expr, `undeclared reference to '${fn}' (in container '')`)
    const argTypes = all.map((arg) => this.types.get(arg.id)!)
    if (fn === operator.and || fn === operator.or) return this.#logical(expr, argTypes)
    return this.#resolve(expr, fn, declared, argTypes, receiver !== undefined)
  }

  #logical(expr: Expr & { kind: 'call' }, argTypes: readonly Type[]): Type {
    let result: Type = types.bool
    argTypes.forEach((type, i) => {
      if (this.#assignable(type, types.bool)) return
      const found = formatType(this.known.apply(type))
      result = this.#error(expr.args[i]!, `expected type 'bool' but found '${found}'`)
    })
    this.overloads.set(expr.id, [expr.fn === operator.and ? 'logical_and' : 'logical_or'])
    return result
  }

  #resolve(expr: Expr, fn: string, declared: readonly Declared[], argTypes: readonly Type[], member: boolean): Type {
    let result: Type | undefined
    const ids: string[] = []
    for (const candidate of declared) {
      if (candidate.overload.member !== member || candidate.args.length !== argTypes.length) continue
      const instance = this.#instantiate(candidate)
      if (!this.#assignableAll(argTypes, instance.args)) continue
      ids.push(candidate.overload.id)
      const type = this.known.apply(instance.result)
      if (result === undefined) result = type
      else if (!isDyn(result) && !sameType(type, result)) result = types.dyn
    }
    if (result === undefined) {
      const shown = argTypes.map((type) => formatType(this.known.apply(type, true)))
      const signature = member ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`
      return this.#error(expr, `found no matching overload for '${fn}' applied to '${signature}'`)
    }
    this.overloads.set(expr.id, ids)
    return result
  }

  #instantiate({ args, result, params }: Declared): { args: readonly Type[]; result: Type } {
    if (params.length === 0) return { args, result }
    const fresh = new Substitution(new Map(params.map((name) => [name, this.known.fresh()])))
    return { args: args.map((type) => fresh.apply(type)), result: fresh.apply(result) }
  }

  /** Keeps what was found out about parameters only when it holds. */
  #assignable(a: Type, b: Type): boolean {
    const trial = this.known.copy()
    if (!trial.assignable(a, b)) return false
    this.known.adopt(trial)
    return true
  }

  #assignableAll(given: readonly Type[], wanted: readonly Type[]): boolean {
    const trial = this.known.copy()
    if (!given.every((type, i) => trial.assignable(type, wanted[i]!))) return false
    this.known.adopt(trial)
    return true
  }

  #optSelect(expr: Expr & { kind: 'call' }): Type {
    const [operand, field] = expr.args as [Expr, Expr]
    const name = field.kind === 'const' && field.constant.type === 'string' ? field.constant.value : ''
    this.types.set(field.id, types.string)
    this.overloads.set(expr.id, ['select_optional_field'])
    return this.known.apply(this.#field(expr, operand, name, true))
  }

  #list(expr: Expr & { kind: 'list' }): Type {
    let element: Type | undefined
    expr.elements.forEach((item, i) => {
      let type = this.check(item)
      if (expr.optional.has(i)) type = this.#unwrapOptional(item, type)
      element = this.#join(item, element, type)
    })
    return listOf(element ?? this.known.fresh())
  }

  #unwrapOptional(expr: Expr, type: Type): Type {
    const known = this.known.apply(type)
    if (known.kind === 'optional') return known.params[0]!
    if (isDyn(known)) return known
    const wanted = formatType(optionalOf(known))
    return this.#error(expr, `expected type '${wanted}' but found '${formatType(known)}'`)
  }

  #map(expr: Expr & { kind: 'map' }): Type {
    let key: Type | undefined
    let value: Type | undefined
    for (const entry of expr.entries) {
      key = this.#join(entry.key, key, this.check(entry.key))
      let type = this.check(entry.value)
      if (entry.optional) type = this.#unwrapOptional(entry.value, type)
      value = this.#join(entry.value, value, type)
    }
    return key && value ? mapOf(key, value) : mapOf(this.known.fresh(), this.known.fresh())
  }

  #join(expr: Expr, previous: Type | undefined, current: Type): Type {
    if (previous === undefined) return current
    if (this.#assignable(previous, current)) return lessSpecific(previous, current) ? previous : current
    const [want, found] = [previous, current].map((type) => formatType(this.known.apply(type)))
    return this.#error(expr, `expected type '${want}' but found '${found}'`)
  }

  #fold(expr: Expr & { kind: 'fold' }): Type {
    this.check(expr.range)
    const accu = this.check(expr.init)
    const range = this.known.apply(this.types.get(expr.range.id)!)
    const [variable, variable2] = this.#variables(expr, range)
    const outer = new Map([[expr.accumulator, accu]])
    const inner = new Map([[expr.variable, variable]])
    if (expr.variable2 !== undefined) inner.set(expr.variable2, variable2)
    this.#scopes.push(outer, inner)
    this.#expect(expr.condition, types.bool)
    this.#expect(expr.step, accu)
    this.#scopes.pop()
    const result = this.check(expr.result)
    this.#scopes.pop()
    return this.known.apply(result)
  }

  #variables(expr: Expr & { kind: 'fold' }, range: Type): [Type, Type] {
    const two = expr.variable2 !== undefined
    if (range.kind === 'list') return two ? [types.int, range.params[0]!] : [range.params[0]!, types.dyn]
    if (range.kind === 'map') return [range.params[0]!, range.params[1]!]
    if (isDyn(range) || range.kind === 'param') {
      this.#assignable(types.dyn, range)
      return [types.dyn, types.dyn]
    }
    const message = `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`
    this.#error(expr.range, message)
    return [types.error, types.error]
  }

  #expect(expr: Expr, type: Type): void {
    const found = this.check(expr)
    if (this.#assignable(type, found)) return
    const [want, got] = [type, found].map((t) => formatType(this.known.apply(t)))
    this.#error(expr, `expected type '${want}' but found '${got}'`)
  }
}

/** Is the first no more specific than the second? */
function lessSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true
  if (isDyn(b) || b.kind === 'param' || a.kind !== b.kind || a.name !== b.name) return false
  if (a.params.length !== b.params.length) return false
  return a.kind === 'type' || a.params.every((p, i) => lessSpecific(p, b.params[i]!))
}

/** `a.b.c` when the expression is nothing but names; not of macro variables. */
function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name === accumulator ? undefined : expr.name
  if (expr.kind !== 'select' || expr.testOnly) return undefined
  const operand = qualifiedName(expr.operand)
  return operand === undefined ? undefined : `${operand}.${expr.field}`
}
