import { accumulator, type Constant, type Expr, operator } from './ast.ts'
import type { CelError } from './cel-error.ts'

/** Which macros there are depends on the version. */
export interface Macros {
  optionals: boolean
  twoVariables: boolean
  sortBy: boolean
}

/** Those of a Kubernetes minor version. Upstream: apiserver/pkg/cel/environment/base.go. */
export function macrosOf(minor: number): Macros {
  return { optionals: minor >= 28, twoVariables: minor >= 32, sortBy: minor >= 34 }
}

/** What a call becomes when it is a macro; undefined when it is none. */
export type Expansion = { expr: Expr } | { error: CelError } | undefined

/**
 * Expands has, all, exists, exists_one, map, filter, the two-variable forms of these, transformList, transformMap,
 * transformMapEntry, optMap, optFlatMap, sortBy.
 * Upstream: cel-go parser/macro.go, ext/{comprehensions,lists}.go, cel/library.go.
 */
export function expandMacro(
  name: string,
  target: Expr | undefined,
  args: readonly Expr[],
  offset: number,
  nextId: () => number,
  macros: Macros,
): Expansion {
  const make = new Maker(offset, nextId)
  if (target === undefined) return name === 'has' && args.length === 1 ? has(args[0]!, make) : undefined
  if (/^opt(?:Flat)?Map$/.test(name) && !macros.optionals) return undefined
  if (name === 'sortBy' && args.length === 2 && macros.sortBy) return sortBy(make, target, args[0]!, args[1]!)
  return (
    oneVariable(name, make, target, args) ?? (macros.twoVariables ? twoVariables(name, make, target, args) : undefined)
  )
}

function oneVariable(name: string, make: Maker, target: Expr, args: readonly Expr[]): Expansion {
  const [first, second, third] = args
  switch (`${name}/${args.length}`) {
    case 'all/2':
    case 'exists/2':
    case 'exists_one/2':
      return quantifier(name, make, target, [first!], second!)
    case 'map/2':
      return mapping(make, target, [first!], undefined, second!)
    case 'map/3':
      return mapping(make, target, [first!], second!, third!)
    case 'filter/2':
      return filter(make, target, first!, second!)
    case 'optMap/2':
    case 'optFlatMap/2':
      return optMap(name, make, target, first!, second!)
    default:
      return undefined
  }
}

function twoVariables(name: string, make: Maker, target: Expr, args: readonly Expr[]): Expansion {
  const [first, second, third, fourth] = args
  switch (`${name}/${args.length}`) {
    case 'all/3':
    case 'exists/3':
    case 'exists_one/3':
    case 'existsOne/3':
      return quantifier(name, make, target, [first!, second!], third!)
    case 'transformList/3':
      return mapping(make, target, [first!, second!], undefined, third!)
    case 'transformList/4':
      return mapping(make, target, [first!, second!], third!, fourth!)
    case 'transformMap/3':
    case 'transformMapEntry/3':
      return transformMap(name, make, target, [first!, second!], undefined, third!)
    case 'transformMap/4':
    case 'transformMapEntry/4':
      return transformMap(name, make, target, [first!, second!], third!, fourth!)
    default:
      return undefined
  }
}

/** Makes nodes that stand at the macro. */
class Maker {
  readonly offset: number
  readonly #nextId: () => number
  constructor(offset: number, nextId: () => number) {
    this.offset = offset
    this.#nextId = nextId
  }
  node() {
    return { id: this.#nextId(), offset: this.offset }
  }
  constant(constant: Constant): Expr {
    return { ...this.node(), kind: 'const', constant }
  }
  bool(value: boolean): Expr {
    return this.constant({ type: 'bool', value })
  }
  int(value: bigint): Expr {
    return this.constant({ type: 'int', value })
  }
  ident(name: string): Expr {
    return { ...this.node(), kind: 'ident', name }
  }
  result(): Expr {
    return this.ident(accumulator)
  }
  call(fn: string, ...args: Expr[]): Expr {
    return { ...this.node(), kind: 'call', fn, target: undefined, args }
  }
  member(fn: string, target: Expr, ...args: Expr[]): Expr {
    return { ...this.node(), kind: 'call', fn, target, args }
  }
  map(): Expr {
    return { ...this.node(), kind: 'map', entries: [] }
  }
  list(...elements: Expr[]): Expr {
    return { ...this.node(), kind: 'list', elements, optional: new Set() }
  }
  bind(accumulator: string, range: Expr, init: Expr, condition: Expr, step: Expr, result: Expr): Expr {
    const variable = '#unused'
    return {
      ...this.node(),
      kind: 'fold',
      range,
      variable,
      variable2: undefined,
      accumulator,
      init,
      condition,
      step,
      result,
    }
  }
  /** The same expression once more, with ids of its own. */
  copy(expr: Expr): Expr {
    const node = { id: this.#nextId(), offset: expr.offset }
    switch (expr.kind) {
      case 'const':
      case 'ident':
        return { ...expr, ...node }
      case 'select':
        return { ...expr, ...node, operand: this.copy(expr.operand) }
      case 'call': {
        const args = expr.args.map((arg) => this.copy(arg))
        return { ...expr, ...node, args, target: expr.target && this.copy(expr.target) }
      }
      case 'list':
        return { ...expr, ...node, elements: expr.elements.map((element) => this.copy(element)) }
      case 'map':
        return {
          ...expr,
          ...node,
          entries: expr.entries.map((entry) => {
            const at = this.node()
            return { ...entry, ...at, key: this.copy(entry.key), value: this.copy(entry.value) }
          }),
        }
      case 'struct':
        return {
          ...expr,
          ...node,
          fields: expr.fields.map((field) => ({ ...field, ...this.node(), value: this.copy(field.value) })),
        }
      case 'fold': {
        const range = this.copy(expr.range)
        const init = this.copy(expr.init)
        const condition = this.copy(expr.condition)
        const step = this.copy(expr.step)
        return { ...expr, ...node, range, init, condition, step, result: this.copy(expr.result) }
      }
    }
  }
  fold(range: Expr, variables: readonly string[], init: Expr, condition: Expr, step: Expr, result: Expr): Expr {
    const [variable, variable2] = variables as [string, string?]
    return { ...this.node(), kind: 'fold', range, variable, variable2, accumulator, init, condition, step, result }
  }
}

function has(arg: Expr, make: Maker): Expansion {
  if (arg.kind === 'select') return { expr: { ...arg, ...make.node(), testOnly: true } }
  return { error: { offset: arg.offset, message: 'invalid argument to has() macro' } }
}

/** The names of iteration variables, or why these cannot be. */
function names(variables: readonly Expr[], notAName: string): string[] | { error: CelError } {
  const out: string[] = []
  for (const variable of variables) {
    if (variable.kind !== 'ident') return { error: { offset: variable.offset, message: notAName } }
    out.push(variable.name)
  }
  if (out.length === 2 && out[0] === out[1]) {
    return { error: { offset: variables[1]!.offset, message: `duplicate variable name: ${out[1]}` } }
  }
  const taken = out.findIndex((name) => name === accumulator || name === '__result__')
  if (taken < 0) return out
  const message = 'iteration variable overwrites accumulator variable'
  return { error: { offset: variables[taken]!.offset, message } }
}

const simpleName = 'argument must be a simple name'
const identifier = 'argument is not an identifier'

function quantifier(name: string, make: Maker, range: Expr, variables: readonly Expr[], predicate: Expr): Expansion {
  const vars = names(variables, simpleName)
  if ('error' in vars) return vars
  if (name === 'all') {
    const init = make.bool(true)
    const condition = make.call(operator.notStrictlyFalse, make.result())
    const step = make.call(operator.and, make.result(), predicate)
    return { expr: make.fold(range, vars, init, condition, step, make.result()) }
  }
  if (name === 'exists') {
    const init = make.bool(false)
    const condition = make.call(operator.notStrictlyFalse, make.call(operator.not, make.result()))
    const step = make.call(operator.or, make.result(), predicate)
    return { expr: make.fold(range, vars, init, condition, step, make.result()) }
  }
  const [init, condition] = [make.int(0n), make.bool(true)]
  const more = make.call(operator.add, make.result(), make.int(1n))
  const step = make.call(operator.conditional, predicate, more, make.result())
  const result = make.call(operator.equals, make.result(), make.int(1n))
  return { expr: make.fold(range, vars, init, condition, step, result) }
}

function mapping(
  make: Maker,
  range: Expr,
  variables: readonly Expr[],
  predicate: Expr | undefined,
  transform: Expr,
): Expansion {
  const vars = names(variables, variables.length === 1 ? identifier : simpleName)
  if ('error' in vars) return vars
  const init = variables.length === 1 ? ([make.list(), make.bool(true)] as const) : undefined
  const append = make.call(operator.add, make.result(), make.list(transform))
  const step = predicate ? make.call(operator.conditional, predicate, append, make.result()) : append
  // Ids are given in upstream's order, which differs between the two.
  const [first, condition] = init ?? [make.list(), make.bool(true)]
  return { expr: make.fold(range, vars, first, condition, step, make.result()) }
}

function filter(make: Maker, range: Expr, variable: Expr, predicate: Expr): Expansion {
  const vars = names([variable], identifier)
  if ('error' in vars) return vars
  const [init, condition] = [make.list(), make.bool(true)]
  const append = make.call(operator.add, make.result(), make.list(variable))
  const step = make.call(operator.conditional, predicate, append, make.result())
  return { expr: make.fold(range, vars, init, condition, step, make.result()) }
}

function transformMap(
  name: string,
  make: Maker,
  range: Expr,
  variables: readonly Expr[],
  predicate: Expr | undefined,
  transform: Expr,
): Expansion {
  const vars = names(variables, simpleName)
  if ('error' in vars) return vars
  const put =
    name === 'transformMap'
      ? make.call('cel.@mapInsert', make.result(), make.ident(vars[0]!), transform)
      : make.call('cel.@mapInsert', make.result(), transform)
  const step = predicate ? make.call(operator.conditional, predicate, put, make.result()) : put
  return { expr: make.fold(range, vars, make.map(), make.bool(true), step, make.result()) }
}

/** `x.optMap(v, e)`: e of the value if there is one. The binding is a fold over nothing, as upstream has it. */
function optMap(name: string, make: Maker, target: Expr, variable: Expr, expr: Expr): Expansion {
  if (variable.kind !== 'ident') {
    return { error: { offset: variable.offset, message: `${name}() variable name must be a simple identifier` } }
  }
  const hasValue = make.member('hasValue', target)
  const range = make.list()
  const init = make.member('value', make.copy(target))
  const [condition, step] = [make.bool(false), make.ident(variable.name)]
  const bind = make.bind(variable.name, range, init, condition, step, expr)
  const some = name === 'optMap' ? make.call('optional.of', bind) : bind
  return { expr: make.call(operator.conditional, hasValue, some, make.call('optional.none')) }
}

/** `x.sortBy(v, e)`: sorted by the list of what e is for each. */
function sortBy(make: Maker, target: Expr, variable: Expr, key: Expr): Expansion {
  if (target.kind === 'const' || target.kind === 'map' || target.kind === 'struct') {
    const message = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression'
    return { error: { offset: target.offset, message } }
  }
  const input = '@__sortBy_input__'
  const keys = mapping(make, make.ident(input), [variable], undefined, key)
  if (!keys || 'error' in keys) return keys
  const sorted = make.member('@sortByAssociatedKeys', make.ident(input), keys.expr)
  return { expr: make.bind(input, make.list(), target, make.bool(false), make.ident(input), sorted) }
}
