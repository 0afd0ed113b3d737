/** A literal. Integers are bigint, so that int64 and uint64 stay exact. */
export type Constant =
  | { type: 'int' | 'uint'; value: bigint }
  | { type: 'double'; value: number }
  | { type: 'string'; value: string }
  | { type: 'bytes'; value: Uint8Array }
  | { type: 'bool'; value: boolean }
  | { type: 'null'; value: null }

interface Node {
  /** Unique within one parsed expression; types and overloads are kept by it. */
  id: number
  /** Where the node stands in the source, in code points; for a call the place of its operator or parenthesis. */
  offset: number
}

/** A CEL expression after macro expansion. Upstream: cel-go common/ast. */
export type Expr =
  | (Node & { kind: 'const'; constant: Constant })
  | (Node & { kind: 'ident'; name: string })
  | (Node & { kind: 'select'; operand: Expr; field: string; testOnly: boolean })
  | (Node & { kind: 'call'; fn: string; target: Expr | undefined; args: Expr[] })
  | (Node & { kind: 'list'; elements: Expr[]; optional: ReadonlySet<number> })
  | (Node & { kind: 'map'; entries: MapEntry[] })
  | (Node & { kind: 'struct'; name: string; fields: StructField[] })
  | (Node & Comprehension)

export interface MapEntry extends Node {
  key: Expr
  value: Expr
  optional: boolean
}

export interface StructField extends Node {
  name: string
  value: Expr
  optional: boolean
}

/** What all, exists, map, filter and their kin become: a fold over a list or the keys of a map. */
export interface Comprehension {
  kind: 'fold'
  range: Expr
  /** The element, or the key; with `variable2` the index or key. */
  variable: string
  /** The element or value, of two-variable macros. */
  variable2: string | undefined
  accumulator: string
  init: Expr
  condition: Expr
  step: Expr
  result: Expr
}

/** Names of operators as functions. Upstream: cel-go common/operators. */
export const operator = {
  and: '_&&_',
  or: '_||_',
  not: '!_',
  negate: '-_',
  conditional: '_?_:_',
  equals: '_==_',
  notEquals: '_!=_',
  less: '_<_',
  lessEquals: '_<=_',
  greater: '_>_',
  greaterEquals: '_>=_',
  in: '@in',
  add: '_+_',
  subtract: '_-_',
  multiply: '_*_',
  divide: '_/_',
  modulo: '_%_',
  index: '_[_]',
  optIndex: '_[?_]',
  optSelect: '_?._',
  notStrictlyFalse: '@not_strictly_false',
} as const

/** The accumulator of every macro. */
export const accumulator = '@result'
