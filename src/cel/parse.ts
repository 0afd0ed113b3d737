import { type Expr, type MapEntry, operator, type StructField } from './ast.ts'
import type { CelError } from './cel-error.ts'
import { type Token, tokenize } from './lexer.ts'
import { unescapeBytes, unescapeString } from './literal.ts'
import { expandMacro } from './macros.ts'

export type Parsed = { expr: Expr; errors: undefined } | { expr: undefined; errors: CelError[] }

const maxCodePoints = 100_000
const maxDepth = 250

/**
 * Parses an expression and expands its macros. Linear in the text; nesting beyond 250 levels is an error.
 * Upstream: cel-go parser/parser.go, with the options that Kubernetes sets.
 */
export function parse(source: string): Parsed {
  const length = source.length > maxCodePoints ? [...source].length : source.length
  if (length > maxCodePoints) {
    const message = `expression code point size exceeds limit: size: ${length}, limit ${maxCodePoints}`
    return { expr: undefined, errors: [{ offset: -1, message }] }
  }
  const { tokens, errors } = tokenize(source)
  const parser = new Parser(tokens)
  let expr: Expr | undefined
  try {
    expr = parser.whole()
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    errors.push({ offset: error.offset, message: error.message })
  }
  errors.push(...parser.errors)
  return expr && errors.length === 0 ? { expr, errors: undefined } : { expr: undefined, errors }
}

/** Where no further parsing makes sense. */
class SyntaxProblem extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

/** Words that cannot be names. Upstream: cel-go parser/parser.go reservedIds. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
)

const relations: Record<string, string | undefined> = {
  '==': operator.equals,
  '!=': operator.notEquals,
  '<': operator.less,
  '<=': operator.lessEquals,
  '>': operator.greater,
  '>=': operator.greaterEquals,
  in: operator.in,
}
const sums: Record<string, string | undefined> = { '+': operator.add, '-': operator.subtract }
const products: Record<string, string | undefined> = {
  '*': operator.multiply,
  '/': operator.divide,
  '%': operator.modulo,
}

class Parser {
  readonly errors: CelError[] = []
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  #ids = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Expr {
    const expr = this.#expr()
    const rest = this.#peek()
    if (rest.type !== 'end') this.#fail(rest, `extraneous input '${rest.text}' expecting <EOF>`)
    return expr
  }

  readonly nextId = (): number => ++this.#ids

  #peek(): Token {
    return this.#tokens[this.#at]!
  }

  #take(): Token {
    return this.#tokens[this.#at++]!
  }

  #isOp(text: string): boolean {
    const token = this.#peek()
    return token.type === 'op' && token.text === text
  }

  #skipOp(text: string): boolean {
    if (!this.#isOp(text)) return false
    this.#at++
    return true
  }

  #expect(text: string): Token {
    const token = this.#peek()
    if (token.type !== 'op' || token.text !== text)
      this.#fail(token, `mismatched input '${token.text}' expecting '${text}'`)
    return this.#take()
  }

  #fail(token: Token, message: string): never {
    throw new SyntaxProblem(token.offset, `Syntax error: ${message}`)
  }

  #expr(): Expr {
    if (++this.#depth > maxDepth) {
      throw new SyntaxProblem(-1, `expression recursion limit exceeded: ${maxDepth}`)
    }
    const condition = this.#logical('||', operator.or, () => this.#logical('&&', operator.and, () => this.#relation()))
    let expr = condition
    if (this.#isOp('?')) {
      const question = this.#take()
      const yes = this.#logical('||', operator.or, () => this.#logical('&&', operator.and, () => this.#relation()))
      this.#expect(':')
      const no = this.#expr()
      expr = this.#call(operator.conditional, question, [condition, yes, no])
    }
    this.#depth--
    return expr
  }

  /** All terms of a chain become one call: their order of evaluation and their cost do not depend on how it nests. */
  #logical(sign: string, fn: string, term: () => Expr): Expr {
    const first = term()
    if (!this.#isOp(sign)) return first
    const at = this.#peek()
    const terms = [first]
    while (this.#skipOp(sign)) terms.push(term())
    return this.#call(fn, at, terms)
  }

  #relation(): Expr {
    return this.#chain(relations, () => this.#chain(sums, () => this.#chain(products, () => this.#unary())))
  }

  #chain(operators: Record<string, string | undefined>, operand: () => Expr): Expr {
    let left = operand()
    for (;;) {
      const token = this.#peek()
      const named = token.type === 'op' || (token.type === 'ident' && token.text === 'in')
      const fn = named && Object.hasOwn(operators, token.text) ? operators[token.text] : undefined
      if (fn === undefined) return left
      this.#at++
      left = this.#call(fn, token, [left, operand()])
    }
  }

  #unary(): Expr {
    const token = this.#peek()
    if (token.type !== 'op' || (token.text !== '!' && token.text !== '-')) return this.#member()
    let count = 0
    while (this.#isOp(token.text)) {
      const next = this.#tokens[this.#at + 1]!
      // A minus before a number belongs to the literal.
      if (token.text === '-' && (next.type === 'int' || next.type === 'float')) break
      this.#at++
      count++
    }
    const operand = this.#member()
    return count % 2 === 0 ? operand : this.#call(token.text === '!' ? operator.not : operator.negate, token, [operand])
  }

  #member(): Expr {
    let expr = this.#primary()
    for (;;) {
      if (this.#isOp('.')) {
        const dot = this.#take()
        const optional = this.#skipOp('?')
        const name = this.#fieldName()
        if (!optional && name.type === 'ident' && this.#isOp('(')) {
          const open = this.#take()
          expr = this.#callOrMacro(open, name.text, expr, this.#list(')'))
        } else if (optional) {
          const field: Expr = {
            ...this.#node(name),
            kind: 'const',
            constant: { type: 'string', value: fieldText(name) },
          }
          expr = this.#call(operator.optSelect, dot, [expr, field])
        } else {
          expr = { ...this.#node(dot), kind: 'select', operand: expr, field: fieldText(name), testOnly: false }
        }
      } else if (this.#isOp('[')) {
        const open = this.#take()
        const optional = this.#skipOp('?')
        const index = this.#expr()
        this.#expect(']')
        expr = this.#call(optional ? operator.optIndex : operator.index, open, [expr, index])
      } else return expr
    }
  }

  #fieldName(): Token {
    const token = this.#peek()
    if (token.type !== 'ident' && token.type !== 'escaped') {
      this.#fail(token, `no viable alternative at input '.${token.text}'`)
    }
    if (token.text === 'in' || token.text === 'true' || token.text === 'false' || token.text === 'null') {
      this.#fail(token, `no viable alternative at input '.${token.text}'`)
    }
    return this.#take()
  }

  #primary(): Expr {
    const token = this.#take()
    switch (token.type) {
      case 'int':
      case 'uint':
      case 'float':
        return this.#number(token, '')
      case 'string':
      case 'bytes':
        return this.#text(token)
      case 'ident':
        return this.#named(token, '')
      case 'op':
        break
      default:
        return this.#unexpected(token)
    }
    switch (token.text) {
      case '-':
        return this.#number(this.#take(), '-')
      case '(': {
        const expr = this.#expr()
        this.#expect(')')
        return expr
      }
      case '[':
        return this.#listLiteral(token)
      case '{':
        return this.#mapLiteral(token)
      case '.': {
        const name = this.#peek()
        if (name.type !== 'ident') return this.#unexpected(name)
        return this.#named(this.#take(), '.')
      }
      default:
        return this.#unexpected(token)
    }
  }

  #unexpected(token: Token): never {
    const expecting =
      "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
    return this.#fail(token, `mismatched input '${token.text}' expecting ${expecting}`)
  }

  #named(token: Token, dot: '' | '.'): Expr {
    const node = this.#node(token)
    if (dot === '') {
      if (token.text === 'true' || token.text === 'false') {
        return { ...node, kind: 'const', constant: { type: 'bool', value: token.text === 'true' } }
      }
      if (token.text === 'null') return { ...node, kind: 'const', constant: { type: 'null', value: null } }
    }
    if (token.text === 'in') this.#unexpected(token)
    if (this.#isOp('(')) {
      const open = this.#take()
      return this.#callOrMacro(open, dot + token.text, undefined, this.#list(')'))
    }
    const message = this.#messageName(token)
    if (message !== undefined) return this.#structLiteral(dot + message)
    if (reserved.has(token.text))
      this.errors.push({ offset: token.offset, message: `Syntax error: reserved identifier: ${token.text}` })
    return { ...node, kind: 'ident', name: dot + token.text }
  }

  /** `a.b.C` when a `{` follows it. */
  #messageName(first: Token): string | undefined {
    let at = this.#at
    let name = first.text
    while (this.#tokens[at]?.text === '.' && this.#tokens[at + 1]?.type === 'ident') {
      name += `.${this.#tokens[at + 1]!.text}`
      at += 2
    }
    const open = this.#tokens[at]
    if (open?.type !== 'op' || open.text !== '{') return undefined
    this.#at = at
    return name
  }

  #structLiteral(name: string): Expr {
    const open = this.#expect('{')
    const node = this.#node(open)
    const fields: StructField[] = []
    while (!this.#isOp('}')) {
      const optional = this.#skipOp('?')
      const field = this.#fieldName()
      this.#expect(':')
      fields.push({ id: this.nextId(), name: fieldText(field), value: this.#expr(), optional })
      if (!this.#skipOp(',')) break
    }
    this.#expect('}')
    return { ...node, kind: 'struct', name, fields }
  }

  #listLiteral(open: Token): Expr {
    const node = this.#node(open)
    const elements: Expr[] = []
    const optional = new Set<number>()
    while (!this.#isOp(']')) {
      if (this.#skipOp('?')) optional.add(elements.length)
      elements.push(this.#expr())
      if (!this.#skipOp(',')) break
    }
    this.#expect(']')
    return { ...node, kind: 'list', elements, optional }
  }

  #mapLiteral(open: Token): Expr {
    const node = this.#node(open)
    const entries: MapEntry[] = []
    while (!this.#isOp('}')) {
      const optional = this.#skipOp('?')
      const key = this.#expr()
      this.#expect(':')
      entries.push({ id: this.nextId(), key, value: this.#expr(), optional })
      if (!this.#skipOp(',')) break
    }
    this.#expect('}')
    return { ...node, kind: 'map', entries }
  }

  #list(close: string): Expr[] {
    const list: Expr[] = []
    if (!this.#isOp(close)) {
      do list.push(this.#expr())
      while (this.#skipOp(','))
    }
    this.#expect(close)
    return list
  }

  #callOrMacro(open: Token, name: string, target: Expr | undefined, args: Expr[]): Expr {
    const expanded = expandMacro(name, target, args, open.offset, this.nextId)
    if (expanded && 'error' in expanded) {
      this.errors.push(expanded.error)
      return { ...this.#node(open), kind: 'const', constant: { type: 'null', value: null } }
    }
    if (expanded) return expanded.expr
    if (target === undefined && reserved.has(name)) {
      this.errors.push({ offset: open.offset, message: `Syntax error: reserved identifier: ${name}` })
    }
    return { ...this.#node(open), kind: 'call', fn: name, target, args }
  }

  #call(fn: string, token: Token, args: Expr[]): Expr {
    return { ...this.#node(token), kind: 'call', fn, target: undefined, args }
  }

  #node(token: Token): { id: number; offset: number } {
    return { id: this.nextId(), offset: token.offset }
  }

  #number(token: Token, sign: '' | '-'): Expr {
    const node = this.#node(token)
    if (token.type === 'float') {
      const value = Number(sign + token.text)
      if (Number.isFinite(value)) return { ...node, kind: 'const', constant: { type: 'double', value } }
      this.errors.push({ offset: token.offset, message: 'Syntax error: invalid double literal' })
    } else if (token.type === 'int') {
      const value = sign === '-' ? -BigInt(token.text) : BigInt(token.text)
      if (value >= -(2n ** 63n) && value < 2n ** 63n)
        return { ...node, kind: 'const', constant: { type: 'int', value } }
      this.errors.push({ offset: token.offset, message: 'Syntax error: invalid int literal' })
    } else if (token.type === 'uint' && sign === '') {
      const value = BigInt(token.text.slice(0, -1))
      if (value < 2n ** 64n) return { ...node, kind: 'const', constant: { type: 'uint', value } }
      this.errors.push({ offset: token.offset, message: 'Syntax error: invalid uint literal' })
    } else this.#unexpected(token)
    return { ...node, kind: 'const', constant: { type: 'null', value: null } }
  }

  #text(token: Token): Expr {
    const node = this.#node(token)
    if (token.type === 'string') {
      const text = unescapeString(token.text)
      if ('value' in text) return { ...node, kind: 'const', constant: { type: 'string', value: text.value } }
      this.errors.push({ offset: token.offset, message: `Syntax error: ${text.error}` })
    } else {
      const bytes = unescapeBytes(token.text)
      if ('value' in bytes) return { ...node, kind: 'const', constant: { type: 'bytes', value: bytes.value } }
      this.errors.push({ offset: token.offset, message: `Syntax error: ${bytes.error}` })
    }
    return { ...node, kind: 'const', constant: { type: 'null', value: null } }
  }
}

/** The name of a field; backquotes around it are not part of it. */
function fieldText({ type, text }: Token): string {
  return type === 'escaped' ? text.slice(1, -1) : text
}
