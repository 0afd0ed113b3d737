import type { Token } from './token.ts'

/**
 * An expression as written, before macros are expanded. After a syntax error parts may be missing.
 * Upstream: the labels of cel-go parser/gen/CEL.g4.
 */
export type Syntax =
  /** Where nothing could be read. */
  | { rule: 'broken'; start: Token }
  | { rule: 'conditional'; condition: Part; op: Token; yes: Part; no: Part }
  | { rule: 'logical'; sign: '&&' | '||'; terms: Part[]; ops: Token[] }
  | { rule: 'binary'; op: Token | undefined; left: Part; right: Part }
  | { rule: 'prefix'; ops: Token[]; operand: Part }
  | {
      rule: 'select'
      operand: Part
      op: Token | undefined
      optional: boolean
      name: Token | undefined
      start: Token | undefined
    }
  | { rule: 'memberCall'; operand: Part; name: Token | undefined; open: Token | undefined; args: Part[] }
  | { rule: 'index'; operand: Part; op: Token | undefined; optional: boolean; index: Part }
  | { rule: 'ident'; isRooted: boolean; name: Token | undefined; start: Token }
  | { rule: 'call'; isRooted: boolean; name: Token | undefined; open: Token | undefined; args: Part[]; start: Token }
  | { rule: 'list'; open: Token | undefined; elements: OptionalPart[] }
  | { rule: 'map'; open: Token | undefined; keys: OptionalPart[]; colons: Token[]; values: Part[] }
  | {
      rule: 'message'
      isRooted: boolean
      names: Token[]
      open: Token | undefined
      fields: FieldPart[]
      colons: Token[]
      values: Part[]
    }
  | { rule: 'literal'; sign: Token | undefined; token: Token; start: Token }

export type Part = Syntax | undefined

export interface OptionalPart {
  optional: boolean
  expr: Part
}

export interface FieldPart {
  optional: boolean
  name: Token | undefined
  start: Token
}
