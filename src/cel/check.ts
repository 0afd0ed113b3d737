import { type Expr, operator } from './ast.ts'
import type { CelError } from './cel-error.ts'
import type { Checked } from './checked.ts'
import type { Declared, Environment } from './environment.ts'
import { formatType, listOf, mapOf, opaque, optionalOf, type Type, typeOf, types } from './types.ts'
import { isDyn, isDynOrError, mostGeneral, Substitution, sameType } from './unify.ts'
import { validateLiterals } from './validate-literals.ts'

export type CheckResult = (Checked & { errors: undefined }) | { errors: CelError[] }

/**
 * Type-checks an expression, and its literals.
 * Upstream: cel-go checker/checker.go, cel/validator.go with the validators that Kubernetes enables.
 * @param variables by name; types are always known
 */
export function check(expr: Expr, environment: Environment, variables: ReadonlyMap<string, Type>): CheckResult {
  const checker = new Checker(environment, variables)
  const found = checker.check(expr)
  if (checker.errors.length > 0) return { errors: checker.errors }
  const known = new Map<number, Type>()
  for (const [id, type] of checker.types) known.set(id, checker.known.apply(type, true))
  const { overloads, functions, names } = checker
  const checked = { expr, result: checker.known.apply(found, true), types: known, overloads, functions, names }
  const errors = validateLiterals(checked, environment)
  return errors.length > 0 ? { errors } : { ...checked, errors: undefined }
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
  ['list', listOf(types.dyn)],
  ['map', mapOf(types.dyn, types.dyn)],
  ['type', { kind: 'type', name: 'type', params: [] }],
  ['optional_type', { kind: 'optional', name: 'optional_type', params: [] }],
  ['google.protobuf.Timestamp', types.timestamp],
  ['google.protobuf.Duration', types.duration],
  ['net.IP', opaque('net.IP')],
  ['net.CIDR', opaque('net.CIDR')],
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

  #error(at: { offset: number }, message: string): Type {
    this.errors.push({ offset: at.offset, message })
    return types.error
  }

  #mismatch(at: { offset: number }, expected: Type, found: Type): Type {
    return this.#error(at, `expected type '${formatType(expected)}' but found '${formatType(found)}'`)
  }

  #undeclared(at: { offset: number }, name: string): Type {
    return this.#error(at, `undeclared reference to '${name}' (in container '')`)
  }

  #typeOf(expr: Expr): Type {
    switch (expr.kind) {
      case 'const':
        return types[expr.constant.type]
      case 'ident':
        return this.#named(expr, expr.name) ?? this.#undeclared(expr, expr.name)
      case 'select':
        return this.#select(expr)
      case 'call':
        return this.#call(expr)
      case 'list':
        return this.#list(expr)
      case 'map':
        return this.#map(expr)
      case 'struct':
        return this.#message(expr)
      case 'fold':
        return this.#fold(expr)
    }
  }

  /** The type of a variable, or that of the type of this name. */
  #named(expr: Expr, name: string): Type | undefined {
    const isRooted = name.startsWith('.')
    const plain = isRooted ? name.slice(1) : name
    let type: Type | undefined
    for (let i = this.#scopes.length - 1; i >= 0 && !type; i--) type = this.#scopes[i]!.get(plain)
    if (!type) {
      const value = typeNames.get(plain)
      type = value && typeOf(value)
    }
    if (type) this.names.set(expr.id, plain)
    return type
  }

  #select(expr: Expr & { kind: 'select' }): Type {
    const name = qualifiedName(expr)
    const type = name === undefined ? undefined : this.#named(expr, name)
    if (type) return type
    const field = this.#field(expr, expr.operand, expr.field, false)
    return expr.testOnly ? types.bool : this.known.apply(field)
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
    // Of these upstream thinks as objects, whose declaration it then misses.
    else if (target.kind === 'opaque' && target.name.startsWith('kubernetes.')) {
      type = this.#error(expr, `unexpected failed resolution of '${target.name}'`)
    } else if (!isDynOrError(target)) {
      this.#error(expr, `type '${formatType(target)}' does not support field selection`)
    }
    return isOptional || optional ? optionalOf(type) : type
  }

  #call(expr: Expr & { kind: 'call' }): Type {
    const { fn, target, args } = expr
    if (fn === operator.optSelect) return this.#optSelect(expr)
    const given = args.map((arg) => this.check(arg))
    const { functions } = this.#environment
    if (!target) {
      const name = fn.startsWith('.') ? fn.slice(1) : fn
      const declared = functions.get(name)
      return declared ? this.#resolve(expr, name, declared, given, false) : this.#undeclared(expr, fn)
    }
    const space = qualifiedName(target)
    if (space !== undefined) {
      const name = `${space.replace(/^\./, '')}.${fn}`
      const declared = functions.get(name)
      if (declared) {
        this.functions.set(expr.id, name)
        return this.#resolve(expr, name, declared, given, false)
      }
    }
    const receiver = this.check(target)
    const declared = functions.get(fn)
    return declared ? this.#resolve(expr, fn, declared, [receiver, ...given], true) : this.#undeclared(expr, fn)
  }

  #resolve(
    expr: Expr & { kind: 'call' },
    fn: string,
    declared: readonly Declared[],
    given: readonly Type[],
    member: boolean,
  ): Type {
    if (fn === operator.and || fn === operator.or) return this.#logical(expr, given)
    let result: Type | undefined
    const ids: string[] = []
    for (const candidate of declared) {
      if (candidate.overload.member !== member) continue
      // Messages show the numbers of type parameters, which upstream gives here.
      const instance = this.#instantiate(candidate)
      if (!this.known.assignableAll(given, instance.args)) continue
      ids.push(candidate.overload.id)
      const type = this.known.apply(instance.result)
      if (result === undefined) result = type
      else if (!isDyn(result) && !sameType(type, result)) result = types.dyn
    }
    if (result === undefined) {
      const shown = given.map((type) => formatType(this.known.apply(type, true)))
      const signature = member ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`
      return this.#error(expr, `found no matching overload for '${fn}' applied to '${signature}'`)
    }
    this.overloads.set(expr.id, ids)
    return result
  }

  #logical(expr: Expr & { kind: 'call' }, given: readonly Type[]): Type {
    let result: Type = types.bool
    given.forEach((type, i) => {
      if (!this.known.assignable(type, types.bool)) result = this.#mismatch(expr.args[i]!, types.bool, type)
    })
    this.overloads.set(expr.id, [expr.fn === operator.and ? 'logical_and' : 'logical_or'])
    return result
  }

  /** With type parameters of its own. */
  #instantiate({ args, result, params }: Declared): { args: readonly Type[]; result: Type } {
    if (params.length === 0) return { args, result }
    const fresh = new Substitution(new Map(params.map((name) => [name, this.known.fresh()])))
    return { args: args.map((type) => fresh.apply(type)), result: fresh.apply(result) }
  }

  #optSelect(expr: Expr & { kind: 'call' }): Type {
    const [operand, field] = expr.args as [Expr, Expr]
    const name = field.kind === 'const' && field.constant.type === 'string' ? field.constant.value : ''
    this.overloads.set(expr.id, ['select_optional_field'])
    return this.known.apply(this.#field(expr, operand, name, true))
  }

  #list(expr: Expr & { kind: 'list' }): Type {
    let element: Type | undefined
    expr.elements.forEach((item, i) => {
      const type = this.check(item)
      element = this.#join(element, expr.optional.has(i) ? this.#unwrapOptional(item, type) : type)
    })
    return listOf(element ?? this.known.fresh())
  }

  #unwrapOptional(expr: Expr, type: Type): Type {
    if (type.kind === 'optional') return type.params[0]!
    if (!isDyn(type)) this.#mismatch(expr, optionalOf(type), type)
    return type
  }

  #map(expr: Expr & { kind: 'map' }): Type {
    let key: Type | undefined
    let value: Type | undefined
    for (const entry of expr.entries) {
      key = this.#join(key, this.check(entry.key))
      const type = this.check(entry.value)
      value = this.#join(value, entry.optional ? this.#unwrapOptional(entry.value, type) : type)
    }
    return key && value ? mapOf(key, value) : mapOf(this.known.fresh(), this.known.fresh())
  }

  /** No message can be made: there are none. */
  #message(expr: Expr & { kind: 'struct' }): Type {
    const named = this.#named(expr, expr.name)
    if (!named) return this.#undeclared(expr, expr.name)
    this.names.delete(expr.id)
    if (named.kind !== 'type') return this.#error(expr, `'${named.name}' is not a type`)
    this.#error(expr, `'${named.params[0]?.name ?? named.name}' is not a message type`)
    for (const { value, optional } of expr.fields) {
      const type = this.check(value)
      if (optional) this.#unwrapOptional(value, type)
    }
    return types.error
  }

  #join(previous: Type | undefined, current: Type): Type {
    if (previous === undefined) return current
    return this.known.assignable(previous, current) ? mostGeneral(previous, current) : types.dyn
  }

  #fold(expr: Expr & { kind: 'fold' }): Type {
    const over = this.check(expr.range)
    const accu = this.check(expr.init)
    const [variable, variable2] = this.#variables(expr, this.known.apply(over))
    const inner = new Map([[expr.variable, variable]])
    if (expr.variable2 !== undefined) inner.set(expr.variable2, variable2)
    this.#scopes.push(new Map([[expr.accumulator, accu]]), inner)
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
    if (isDynOrError(range) || range.kind === 'param') {
      this.known.assignable(types.dyn, range)
      return [types.dyn, types.dyn]
    }
    const shown = formatType(range)
    const message = `expression of type '${shown}' cannot be range of a comprehension (must be list, map, or dynamic)`
    this.#error(expr.range, message)
    return [types.error, types.error]
  }

  #expect(expr: Expr, type: Type): void {
    const found = this.check(expr)
    if (!this.known.assignable(type, found)) this.#mismatch(expr, type, found)
  }
}

/** `a.b.c` when the expression is nothing but names. */
function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name
  if (expr.kind !== 'select' || expr.testOnly) return undefined
  const operand = qualifiedName(expr.operand)
  return operand === undefined ? undefined : `${operand}.${expr.field}`
}
