import { accumulator, type Constant, type Expr, operator } from './ast.ts'
import type { CelError } from './cel-error.ts'

/** What a call becomes when it is a macro; undefined when it is none. */
export type Expansion = { expr: Expr } | { error: CelError } | undefined

/**
 * Expands has, all, exists, exists_one, existsOne, map, filter, their two-variable forms, transformList, transformMap,
 * transformMapEntry, optMap, optFlatMap. Upstream: cel-go parser/macro.go, ext/comprehensions.go, cel/library.go.
 */
export function expandMacro(
  name: string,
  target: Expr | undefined,
  args: readonly Expr[],
  offset: number,
  nextId: () => number,
): Expansion {
  const make = new Maker(offset, nextId)
  if (target === undefined) return name === 'has' && args.length === 1 ? has(args[0]!, make) : undefined
  const [first, second, third, fourth] = args
  switch (`${name}/${args.length}`) {
    case 'all/2':
    case 'exists/2':
    case 'exists_one/2':
    case 'existsOne/2':
      return quantifier(name, make, target, [first!], second!)
    case 'all/3':
    case 'exists/3':
    case 'existsOne/3':
      return quantifier(name, make, target, [first!, second!], third!)
    case 'map/2':
      return mapping(make, target, [first!], undefined, second!)
    case 'map/3':
      return mapping(make, target, [first!], second!, third!)
    case 'filter/2':
      return filter(make, target, first!, second!)
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
    case 'optMap/2':
    case 'optFlatMap/2':
      return optMap(name, make, target, first!, second!)
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
  list(...elements: Expr[]): Expr {
    return { ...this.node(), kind: 'list', elements, optional: new Set() }
  }
  fold(range: Expr, variables: readonly string[], init: Expr, condition: Expr, step: Expr, result: Expr): Expr {
    const [variable, variable2] = variables as [string, string?]
    return { ...this.node(), kind: 'fold', range, variable, variable2, accumulator, init, condition, step, result }
  }
}

function has(arg: Expr, make: Maker): Expansion {
  if (arg.kind === 'select' && !arg.testOnly) return { expr: { ...arg, ...make.node(), testOnly: true } }
  return { error: { offset: arg.offset, message: 'invalid argument to has() macro' } }
}

/** The names of iteration variables, or why these cannot be. */
function names(variables: readonly Expr[]): string[] | { error: CelError } {
  const out: string[] = []
  for (const variable of variables) {
    if (variable.kind !== 'ident') {
      const message = variables.length === 1 ? 'argument must be a simple name' : 'argument must be an identifier'
      return { error: { offset: variable.offset, message } }
    }
    if (variable.name === accumulator || variable.name === '__result__') {
      return { error: { offset: variable.offset, message: 'iteration variable overwrites accumulator variable' } }
    }
    out.push(variable.name)
  }
  if (out.length === 2 && out[0] === out[1]) {
    return { error: { offset: variables[1]!.offset, message: `duplicate variable name: ${out[1]}` } }
  }
  return out
}

function quantifier(name: string, make: Maker, range: Expr, variables: readonly Expr[], predicate: Expr): Expansion {
  const vars = names(variables)
  if ('error' in vars) return vars
  if (name === 'all') {
    const condition = make.call(operator.notStrictlyFalse, make.result())
    const step = make.call(operator.and, make.result(), predicate)
    return { expr: make.fold(range, vars, make.bool(true), condition, step, make.result()) }
  }
  if (name === 'exists') {
    const condition = make.call(operator.notStrictlyFalse, make.call(operator.not, make.result()))
    const step = make.call(operator.or, make.result(), predicate)
    return { expr: make.fold(range, vars, make.bool(false), condition, step, make.result()) }
  }
  const more = make.call(operator.add, make.result(), make.int(1n))
  const step = make.call(operator.conditional, predicate, more, make.result())
  const result = make.call(operator.equals, make.result(), make.int(1n))
  return { expr: make.fold(range, vars, make.int(0n), make.bool(true), step, result) }
}

function mapping(
  make: Maker,
  range: Expr,
  variables: readonly Expr[],
  predicate: Expr | undefined,
  transform: Expr,
): Expansion {
  const vars = names(variables)
  if ('error' in vars) return vars
  const append = make.call(operator.add, make.result(), make.list(transform))
  const step = predicate ? make.call(operator.conditional, predicate, append, make.result()) : append
  return { expr: make.fold(range, vars, make.list(), make.bool(true), step, make.result()) }
}

function filter(make: Maker, range: Expr, variable: Expr, predicate: Expr): Expansion {
  const vars = names([variable])
  if ('error' in vars) return vars
  const append = make.call(operator.add, make.result(), make.list(variable))
  const step = make.call(operator.conditional, predicate, append, make.result())
  return { expr: make.fold(range, vars, make.list(), make.bool(true), step, make.result()) }
}

function transformMap(
  name: string,
  make: Maker,
  range: Expr,
  variables: readonly Expr[],
  predicate: Expr | undefined,
  transform: Expr,
): Expansion {
  const vars = names(variables)
  if ('error' in vars) return vars
  const put =
    name === 'transformMap'
      ? make.call('cel.@mapInsert', make.result(), variables[0]!, transform)
      : make.call('cel.@mapInsert', make.result(), transform)
  const step = predicate ? make.call(operator.conditional, predicate, put, make.result()) : put
  const init: Expr = { ...make.node(), kind: 'map', entries: [] }
  return { expr: make.fold(range, vars, init, make.bool(true), step, make.result()) }
}

/** `x.optMap(v, e)`: e of the value if there is one. The binding is a fold over nothing, as upstream has it. */
function optMap(name: string, make: Maker, target: Expr, variable: Expr, expr: Expr): Expansion {
  if (variable.kind !== 'ident') {
    return { error: { offset: variable.offset, message: `${name}() variable name must be a simple identifier` } }
  }
  const value = make.member('value', target)
  const body: Expr = {
    ...make.node(),
    kind: 'fold',
    range: make.list(),
    variable: '#unused',
    variable2: undefined,
    accumulator: variable.name,
    init: value,
    condition: make.bool(false),
    step: make.ident(variable.name),
    result: expr,
  }
  const some = name === 'optMap' ? make.call('optional.of', body) : body
  return {
    expr: make.call(operator.conditional, make.member('hasValue', target), some, make.call('optional.none')),
  }
}
