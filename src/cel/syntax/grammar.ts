import type { CelError } from '../cel-error.ts'
import { tokenize } from './lexer.ts'
import { type Follow, type Kinds, ParseStopped, TokenReader } from './recovery.ts'
import type { Token, TokenKind } from './token.ts'
import type { FieldPart, OptionalPart, Part, Syntax } from './tree.ts'

/** Rules of one kind within each other. Upstream: cel-go parser/parser.go recursionListener. */
const maxDepth = 250

/** Parses by the grammar alone; the tree is of use for further checks even when there are errors. */
export function readSyntax(source: string): { tree: Part; errors: CelError[]; stopped: boolean } {
  const { tokens, skipped, errors } = tokenize(source)
  const grammar = new Grammar(new TokenReader(source, tokens, skipped, errors))
  try {
    return { tree: grammar.start(), errors, stopped: false }
  } catch (error) {
    if (!(error instanceof ParseStopped)) throw error
    if (error.message !== '') errors.push({ offset: -1, message: error.message })
    return { tree: undefined, errors, stopped: true }
  }
}

const kinds = (...list: TokenKind[]): Kinds => new Set(list)
const primaryKinds: TokenKind[] = ['[', '{', '(', '.', '-', 'true', 'false', 'null', 'NUM_FLOAT', 'NUM_INT', 'NUM_UINT']
const memberFirst = kinds(...primaryKinds, 'STRING', 'BYTES', 'IDENTIFIER')
const exprFirst = kinds(...memberFirst, '!')
const optionalFirst = kinds(...exprFirst, '?')
const fieldFirst = kinds('?', 'IDENTIFIER', 'ESC_IDENTIFIER')
const callFirst = kinds(...exprFirst, ')')
const listFirst = kinds(...optionalFirst, ',', ']')
const mapFirst = kinds(...optionalFirst, ',', '}')
const messageFirst = kinds(...fieldFirst, ',', '}')
const nameFirst = kinds('IDENTIFIER', 'ESC_IDENTIFIER')
const relations = kinds('==', '!=', 'in', '<', '<=', '>=', '>')
const products = kinds('*', '/', '%')
const sums = kinds('+', '-')

/** What follows a rule where it is called: these, or also what follows the calling rule. */
const before = (...list: TokenKind[]): Follow => ({ kinds: kinds(...list), mayEnd: false })
const orEnd = (...list: TokenKind[]): Follow => ({ kinds: kinds(...list), mayEnd: true })
const atEnd = orEnd()
const beforeQuestion = orEnd('?')
const beforeColon = before(':')
const beforeOr = orEnd('||')
const beforeAnd = orEnd('&&')
const beforeRelation = orEnd(...relations)
const beforeSum = orEnd(...products, ...sums)
const beforeMember = orEnd('.', '[')
const beforeComma = orEnd(',')
const beforeParenthesis = before(')')
const beforeBracket = before(']')
const inBrackets = before(',', ']')
const inBraces = before(',', '}')
const anExpr: Follow = { kinds: exprFirst, mayEnd: false }

/** One method for each rule. Upstream: cel-go parser/gen/CEL.g4, cel_parser.go. */
class Grammar {
  readonly #reader: TokenReader
  readonly #depth = { expr: 0, relation: 0, calc: 0 }

  constructor(reader: TokenReader) {
    this.#reader = reader
  }

  start(): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(atEnd, 'start')
    try {
      tree = this.#expr(before('<EOF>'))
      reader.match('<EOF>', atEnd)
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  #deepen(rule: 'expr' | 'relation' | 'calc'): void {
    if (++this.#depth[rule] > maxDepth) throw new ParseStopped(`expression recursion limit exceeded: ${maxDepth}`)
  }

  #expr(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part
    this.#deepen('expr')
    reader.enter(follow, 'expr')
    try {
      tree = this.#or(beforeQuestion)
      if (reader.is('?')) {
        const node: Syntax = { rule: 'conditional', condition: tree, op: reader.take(), yes: undefined, no: undefined }
        tree = node
        node.yes = this.#or(beforeColon)
        reader.match(':', anExpr)
        node.no = this.#expr(atEnd)
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    this.#depth.expr--
    return tree
  }

  #or(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(follow, 'or')
    try {
      tree = this.#and(beforeOr)
      if (reader.is('||')) {
        const node: Syntax = { rule: 'logical', sign: '||', terms: [tree], ops: [] }
        tree = node
        while (reader.is('||')) {
          node.ops.push(reader.take())
          node.terms.push(this.#and(beforeOr))
        }
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  #and(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(follow, 'and')
    try {
      tree = this.#relation(beforeAnd, 0)
      if (reader.is('&&')) {
        const node: Syntax = { rule: 'logical', sign: '&&', terms: [tree], ops: [] }
        tree = node
        while (reader.is('&&')) {
          node.ops.push(reader.take())
          node.terms.push(this.#relation(beforeAnd, 0))
        }
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  #relation(follow: Follow, precedence: number): Part {
    const reader = this.#reader
    let tree: Part
    this.#deepen('relation')
    reader.enter(follow, 'relation')
    try {
      tree = this.#calc(beforeRelation, 0)
      while (precedence <= 1 && relations.has(reader.peek().kind)) {
        const node: Syntax = { rule: 'binary', op: reader.take(), left: tree, right: undefined }
        tree = node
        node.right = this.#relation(beforeRelation, 2)
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    this.#depth.relation--
    return tree
  }

  #calc(follow: Follow, precedence: number): Part {
    const reader = this.#reader
    let tree: Part
    this.#deepen('calc')
    reader.enter(follow, 'calc')
    try {
      tree = this.#unary(beforeSum)
      for (;;) {
        const { kind } = reader.peek()
        const binds = products.has(kind) ? 2 : sums.has(kind) ? 1 : -1
        if (binds < precedence || binds < 0) break
        const node: Syntax = { rule: 'binary', op: reader.take(), left: tree, right: undefined }
        tree = node
        node.right = this.#calc(beforeSum, binds + 1)
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    this.#depth.calc--
    return tree
  }

  #unary(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part = { rule: 'broken', start: reader.peek() }
    reader.enter(follow, 'unary')
    try {
      reader.sync(exprFirst)
      if (reader.is('!')) tree = this.#not()
      else if (!memberFirst.has(reader.peek().kind)) reader.noViable(0)
      else if (reader.is('-') && !isNumber(reader.peek(1))) tree = this.#negate()
      else tree = this.#member(atEnd)
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  #not(): Part {
    const reader = this.#reader
    const node: Syntax = { rule: 'prefix', ops: [], operand: undefined }
    do {
      node.ops.push(reader.take())
      reader.syncLoop(exprFirst)
    } while (reader.is('!'))
    node.operand = this.#member(atEnd)
    return node
  }

  #negate(): Part {
    const reader = this.#reader
    const node: Syntax = { rule: 'prefix', ops: [], operand: undefined }
    do {
      if (!memberFirst.has(reader.peek(1).kind)) reader.noViable(1)
      node.ops.push(reader.take())
      reader.syncLoop(memberFirst)
    } while (reader.is('-'))
    node.operand = this.#member(atEnd)
    return node
  }

  #member(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(follow, 'member')
    try {
      tree = this.#primary(beforeMember)
      for (;;) {
        if (reader.is('[')) {
          const node: Syntax = { rule: 'index', operand: tree, op: reader.take(), optional: false, index: undefined }
          tree = node
          reader.sync(optionalFirst)
          node.optional = this.#skip('?')
          node.index = this.#expr(beforeBracket)
          reader.match(']', beforeMember)
        } else if (!reader.is('.')) break
        else if (reader.peek(1).kind === 'IDENTIFIER' && reader.peek(2).kind === '(') {
          reader.take()
          const node: Syntax = { rule: 'memberCall', operand: tree, name: reader.take(), open: reader.take(), args: [] }
          tree = node
          this.#arguments(node.args, beforeMember)
        } else {
          if (!fieldFirst.has(reader.peek(1).kind)) reader.noViable(1)
          const op = reader.take()
          const node: Syntax = { rule: 'select', operand: tree, op, optional: false, name: undefined, start: undefined }
          tree = node
          node.optional = this.#skip('?')
          node.start = reader.peek()
          node.name = this.#escapedName(beforeMember)
        }
      }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  /** To the closing parenthesis. */
  #arguments(args: Part[], next: Follow): void {
    const reader = this.#reader
    reader.sync(callFirst)
    if (exprFirst.has(reader.peek().kind)) {
      reader.enter(beforeParenthesis, 'exprList')
      try {
        args.push(this.#expr(beforeComma))
        while (this.#skip(',')) args.push(this.#expr(beforeComma))
      } catch (error) {
        reader.recover(error)
      }
      reader.leave()
    }
    reader.match(')', next)
  }

  #skip(kind: TokenKind): boolean {
    if (!this.#reader.is(kind)) return false
    this.#reader.take()
    return true
  }

  #escapedName(follow: Follow): Token | undefined {
    const reader = this.#reader
    let name: Token | undefined
    reader.enter(follow, 'escapeIdent')
    try {
      reader.sync(nameFirst)
      if (!nameFirst.has(reader.peek().kind)) reader.noViable(0)
      name = reader.take()
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return name
  }

  #primary(follow: Follow): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(follow, 'primary')
    try {
      reader.sync(memberFirst)
      const { kind } = reader.peek()
      // What is read of a part that fails is of use all the same.
      const begin = (node: Syntax) => {
        tree = node
      }
      if (kind === 'IDENTIFIER' || kind === '.') tree = this.#named(begin)
      else if (kind === '(') {
        reader.take()
        tree = this.#expr(beforeParenthesis)
        reader.match(')', atEnd)
      } else if (kind === '[') tree = this.#list(begin)
      else if (kind === '{') tree = this.#map(begin)
      else if (memberFirst.has(kind)) tree = this.#literal()
      else reader.noViable(0)
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }

  #named(begin: (node: Syntax) => void): Syntax {
    const reader = this.#reader
    const start = reader.peek()
    const isRooted = start.kind === '.'
    if (isRooted && reader.peek(1).kind !== 'IDENTIFIER') reader.noViable(1)
    let ahead = isRooted ? 2 : 1
    if (reader.peek(ahead).kind === '(') {
      if (isRooted) reader.take()
      const node: Syntax = { rule: 'call', isRooted, name: reader.take(), open: reader.take(), args: [], start }
      begin(node)
      this.#arguments(node.args, atEnd)
      return node
    }
    while (reader.peek(ahead).kind === '.' && reader.peek(ahead + 1).kind === 'IDENTIFIER') ahead += 2
    if (reader.peek(ahead).kind === '{') return this.#message(isRooted, begin)
    if (isRooted) reader.take()
    return { rule: 'ident', isRooted, name: reader.take(), start }
  }

  #list(begin: (node: Syntax) => void): Syntax {
    const reader = this.#reader
    const node: Syntax = { rule: 'list', open: reader.take(), elements: [] }
    begin(node)
    reader.sync(listFirst)
    if (optionalFirst.has(reader.peek().kind)) {
      reader.enter(inBrackets, 'listInit')
      try {
        node.elements.push(this.#optionalExpr(beforeComma))
        while (this.#skipComma(optionalFirst)) node.elements.push(this.#optionalExpr(beforeComma))
      } catch (error) {
        reader.recover(error)
      }
      reader.leave()
    }
    reader.sync(inBrackets.kinds)
    this.#skip(',')
    reader.match(']', atEnd)
    return node
  }

  #optionalExpr(follow: Follow): OptionalPart {
    const reader = this.#reader
    const part: OptionalPart = { optional: false, expr: undefined }
    reader.enter(follow, 'optExpr')
    try {
      reader.sync(optionalFirst)
      part.optional = this.#skip('?')
      part.expr = this.#expr(atEnd)
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return part
  }

  #map(begin: (node: Syntax) => void): Syntax {
    const reader = this.#reader
    const node: Syntax = { rule: 'map', open: reader.take(), keys: [], colons: [], values: [] }
    begin(node)
    reader.sync(mapFirst)
    if (optionalFirst.has(reader.peek().kind)) {
      reader.enter(inBraces, 'mapInitializerList')
      try {
        do {
          node.keys.push(this.#optionalExpr(beforeColon))
          const colon = reader.match(':', anExpr)
          if (colon) node.colons.push(colon)
          node.values.push(this.#expr(beforeComma))
        } while (this.#skipComma(optionalFirst))
      } catch (error) {
        reader.recover(error)
      }
      reader.leave()
    }
    this.#closeBrace()
    return node
  }

  /** A comma with another item behind it; the last one of a list may have nothing behind it. */
  #skipComma(first: Kinds): boolean {
    return first.has(this.#reader.peek(1).kind) && this.#skip(',')
  }

  #closeBrace(): void {
    this.#reader.sync(inBraces.kinds)
    this.#skip(',')
    this.#reader.match('}', atEnd)
  }

  #message(isRooted: boolean, begin: (node: Syntax) => void): Syntax {
    const reader = this.#reader
    if (isRooted) reader.take()
    const names = [reader.take()]
    while (this.#skip('.')) names.push(reader.take())
    const node: Syntax = { rule: 'message', isRooted, names, open: reader.take(), fields: [], colons: [], values: [] }
    begin(node)
    reader.sync(messageFirst)
    if (fieldFirst.has(reader.peek().kind)) {
      reader.enter(inBraces, 'fieldInitializerList')
      try {
        do {
          node.fields.push(this.#field(beforeColon))
          const colon = reader.match(':', anExpr)
          if (colon) node.colons.push(colon)
          node.values.push(this.#expr(beforeComma))
        } while (this.#skipComma(fieldFirst))
      } catch (error) {
        reader.recover(error)
      }
      reader.leave()
    }
    this.#closeBrace()
    return node
  }

  #field(follow: Follow): FieldPart {
    const reader = this.#reader
    const field: FieldPart = { optional: false, name: undefined, start: reader.peek() }
    reader.enter(follow, 'optField')
    try {
      reader.sync(fieldFirst)
      field.optional = this.#skip('?')
      field.name = this.#escapedName(atEnd)
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return field
  }

  #literal(): Part {
    const reader = this.#reader
    let tree: Part
    reader.enter(atEnd, 'literal')
    try {
      const start = reader.peek()
      const isSigned = start.kind === '-'
      if (isSigned && !isNumber(reader.peek(1))) reader.noViable(1)
      const sign = isSigned ? reader.take() : undefined
      tree = { rule: 'literal', sign, token: reader.take(), start }
    } catch (error) {
      reader.recover(error)
    }
    reader.leave()
    return tree
  }
}

function isNumber({ kind }: Token): boolean {
  return kind === 'NUM_INT' || kind === 'NUM_FLOAT'
}
