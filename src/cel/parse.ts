import { type Constant, type Expr, type MapEntry, operator, type StructField } from './ast.ts'
import { beforeText, type CelError } from './cel-error.ts'
import { expandMacro, type Macros, macrosOf } from './macros.ts'
import { readSyntax } from './syntax/grammar.ts'
import { unescapeBytes, unescapeString } from './syntax/literal.ts'
import type { Token } from './syntax/token.ts'
import type { Part, Syntax } from './syntax/tree.ts'

export type Parsed = { expr: Expr; errors: undefined } | { expr: undefined; errors: CelError[] }

const maxCodePoints = 100_000
/** Of compound expressions within each other. */
const maxDepth = 250
/** Macros of macros can double an expression each time. Upstream has no such limit, and takes all memory there is. */
const maxNodes = 500_000

/**
 * Parses an expression and expands its macros; time and memory are linear in the text.
 * Upstream: cel-go parser/parser.go, with the options that Kubernetes sets.
 * @param minor the Kubernetes version, which decides what macros there are
 */
export function parse(source: string, minor: number): Parsed {
  const length = countPoints(source)
  if (length > maxCodePoints) {
    const message = `expression code point size exceeds limit: size: ${length}, limit ${maxCodePoints}`
    return { expr: undefined, errors: [{ offset: -1, message }] }
  }
  const { tree, errors, stopped } = readSyntax(source)
  if (stopped) return { expr: undefined, errors }
  const builder = new Builder(errors, macrosOf(minor))
  try {
    const expr = builder.build(tree)
    return errors.length === 0 ? { expr, errors: undefined } : { expr: undefined, errors }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    return { expr: undefined, errors: [...errors, { offset: -1, message: error.message }] }
  }
}

class TooLarge extends Error {}

function countPoints(text: string): number {
  // No text has more code points than UTF-16 units.
  if (text.length <= maxCodePoints) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}

/** Words that cannot be names. Upstream: cel-go parser/parser.go reservedIds. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
)

const signs: Record<string, string | undefined> = {
  '==': operator.equals,
  '!=': operator.notEquals,
  '<': operator.less,
  '<=': operator.lessEquals,
  '>': operator.greater,
  '>=': operator.greaterEquals,
  in: operator.in,
  '+': operator.add,
  '-': operator.subtract,
  '*': operator.multiply,
  '/': operator.divide,
  '%': operator.modulo,
}

/** Syntax to expressions. Ids are given in the order in which upstream's visitor gives them. */
class Builder {
  readonly #errors: CelError[]
  readonly #macros: Macros
  #lastId = 0
  #depth = 0

  constructor(errors: CelError[], macros: Macros) {
    this.#errors = errors
    this.#macros = macros
  }

  build(part: Part): Expr {
    if (!part) return this.#broken()
    switch (part.rule) {
      case 'broken':
        return this.#broken(part.start.offset)
      case 'conditional':
        return this.#deeper(() => this.#conditional(part))
      case 'logical':
        return this.#logical(part)
      case 'binary':
        return this.#deeper(() => this.#binary(part))
      case 'prefix':
        return this.#prefix(part)
      case 'select':
        return this.#deeper(() => this.#select(part))
      case 'memberCall':
        return this.#deeper(() => this.#memberCall(part))
      case 'index':
        return this.#deeper(() => this.#index(part))
      case 'ident':
        return this.#ident(part)
      case 'call':
        return this.#globalCall(part)
      case 'list':
        return this.#list(part)
      case 'map':
        return this.#map(part)
      case 'message':
        return this.#message(part)
      case 'literal':
        return this.#literal(part)
    }
  }

  #deeper(run: () => Expr): Expr {
    if (++this.#depth > maxDepth) throw new TooLarge('max recursion depth exceeded')
    const expr = run()
    this.#depth--
    return expr
  }

  readonly #nextId = (): number => {
    if (this.#lastId < maxNodes) return ++this.#lastId
    throw new TooLarge(`expression has more than ${maxNodes} nodes once macros are expanded`)
  }

  #at(token: Token | undefined): { id: number; offset: number } {
    return { id: this.#nextId(), offset: token?.offset ?? -1 }
  }

  /** Stands where there was an error; the expression as a whole is refused. */
  #broken(offset = beforeText): Expr {
    return { id: this.#nextId(), offset, kind: 'const', constant: { type: 'null', value: null } }
  }

  #fail(token: Token, message: string): Expr {
    this.#errors.push({ offset: token.offset, message })
    return this.#broken(token.offset)
  }

  #conditional({ condition, op, yes, no }: Syntax & { rule: 'conditional' }): Expr {
    const test = this.build(condition)
    const at = this.#at(op)
    return {
      ...at,
      kind: 'call',
      fn: operator.conditional,
      target: undefined,
      args: [test, this.build(yes), this.build(no)],
    }
  }

  /** A chain becomes a balanced tree. Upstream: parser/helper.go logicManager. */
  #logical({ sign, terms, ops }: Syntax & { rule: 'logical' }): Expr {
    const built = [this.build(terms[0])]
    const places: { id: number; offset: number }[] = []
    for (let i = 0; i < ops.length; i++) {
      built.push(this.build(terms[i + 1]))
      places.push(this.#at(ops[i]))
    }
    const fn = sign === '&&' ? operator.and : operator.or
    const balanced = (low: number, high: number): Expr => {
      const middle = (low + high + 1) >> 1
      const left = middle === low ? built[middle]! : balanced(low, middle - 1)
      const right = middle === high ? built[middle + 1]! : balanced(middle + 1, high)
      return { ...places[middle]!, kind: 'call', fn, target: undefined, args: [left, right] }
    }
    return balanced(0, ops.length - 1)
  }

  #binary({ op, left, right }: Syntax & { rule: 'binary' }): Expr {
    const first = this.build(left)
    const at = this.#at(op)
    return { ...at, kind: 'call', fn: signs[op!.text]!, target: undefined, args: [first, this.build(right)] }
  }

  #prefix({ ops, operand }: Syntax & { rule: 'prefix' }): Expr {
    if (ops.length % 2 === 0) return this.build(operand)
    const at = this.#at(ops[0])
    const fn = ops[0]!.kind === '!' ? operator.not : operator.negate
    return { ...at, kind: 'call', fn, target: undefined, args: [this.build(operand)] }
  }

  #select({ operand, op, optional, name, start }: Syntax & { rule: 'select' }): Expr {
    const of = this.build(operand)
    if (!start || !op) return this.#broken()
    const text = name?.kind === 'IDENTIFIER' ? name.text : ''
    if (text === '') this.#fail(start, name ? "unsupported syntax: '`'" : 'unsupported ident kind')
    if (!optional) return { ...this.#at(op), kind: 'select', operand: of, field: text, testOnly: false }
    const field: Expr = { ...this.#at(start), kind: 'const', constant: { type: 'string', value: text } }
    return { ...this.#at(op), kind: 'call', fn: operator.optSelect, target: undefined, args: [of, field] }
  }

  #memberCall({ operand, name, open, args }: Syntax & { rule: 'memberCall' }): Expr {
    const target = this.build(operand)
    if (!name) return this.#broken()
    const at = this.#at(open)
    const built = args.map((arg) => this.build(arg))
    return this.#expanded(at, name.text, target, built) ?? { ...at, kind: 'call', fn: name.text, target, args: built }
  }

  #index({ operand, op, optional, index }: Syntax & { rule: 'index' }): Expr {
    const of = this.build(operand)
    const at = this.#at(op)
    const fn = optional ? operator.optIndex : operator.index
    return { ...at, kind: 'call', fn, target: undefined, args: [of, this.build(index)] }
  }

  #ident({ isRooted, name, start }: Syntax & { rule: 'ident' }): Expr {
    if (!name) return this.#broken()
    if (reserved.has(name.text)) return this.#fail(start, `reserved identifier: ${name.text}`)
    return { ...this.#at(name), kind: 'ident', name: isRooted ? `.${name.text}` : name.text }
  }

  #globalCall({ isRooted, name, open, args, start }: Syntax & { rule: 'call' }): Expr {
    if (!name) return this.#broken()
    if (reserved.has(name.text)) return this.#fail(start, `reserved identifier: ${name.text}`)
    const fn = isRooted ? `.${name.text}` : name.text
    const at = this.#at(open)
    const built = args.map((arg) => this.build(arg))
    return this.#expanded(at, fn, undefined, built) ?? { ...at, kind: 'call', fn, target: undefined, args: built }
  }

  #expanded(
    at: { id: number; offset: number },
    name: string,
    target: Expr | undefined,
    args: readonly Expr[],
  ): Expr | undefined {
    const expansion = expandMacro(name, target, args, at.offset, this.#nextId, this.#macros)
    if (!expansion) return undefined
    if ('expr' in expansion) return expansion.expr
    // The id of a call that is gone is given again.
    if (at.id === this.#lastId) this.#lastId--
    this.#errors.push(expansion.error)
    return this.#broken(expansion.error.offset)
  }

  #list({ open, elements }: Syntax & { rule: 'list' }): Expr {
    const at = this.#at(open)
    const optional = new Set<number>()
    const built = elements.map((element, i) => {
      if (element.optional) optional.add(i)
      return this.build(element.expr)
    })
    return { ...at, kind: 'list', elements: built, optional }
  }

  #map({ open, keys, colons, values }: Syntax & { rule: 'map' }): Expr {
    const at = this.#at(open)
    const entries: MapEntry[] = []
    colons.forEach((colon, i) => {
      const key = keys[i]
      if (!key || i >= values.length) return
      const entry = this.#at(colon)
      entries.push({ ...entry, key: this.build(key.expr), value: this.build(values[i]), optional: key.optional })
    })
    return { ...at, kind: 'map', entries }
  }

  #message({ isRooted, names, open, fields, colons, values }: Syntax & { rule: 'message' }): Expr {
    const at = this.#at(open)
    const built: StructField[] = []
    fields.forEach(({ name, optional }, i) => {
      if (i >= colons.length || i >= values.length) return
      const field = this.#at(colons[i])
      if (name?.kind !== 'IDENTIFIER') {
        this.#fail(fields[0]!.start, name ? "unsupported syntax: '`'" : 'unsupported ident kind')
        return
      }
      built.push({ ...field, name: name.text, value: this.build(values[i]), optional })
    })
    const name = names.map(({ text }) => text).join('.')
    return { ...at, kind: 'struct', name: isRooted ? `.${name}` : name, fields: built }
  }

  #literal({ sign, token, start }: Syntax & { rule: 'literal' }): Expr {
    const constant = readConstant(sign, token)
    if (typeof constant === 'string') return this.#fail(start, constant)
    return { ...this.#at(start), kind: 'const', constant }
  }
}

/** The value of a literal, or what is wrong with it. */
function readConstant(sign: Token | undefined, { kind, text }: Token): Constant | string {
  switch (kind) {
    case 'NUM_INT': {
      const value = sign ? -BigInt(text) : BigInt(text)
      return BigInt.asIntN(64, value) === value ? { type: 'int', value } : 'invalid int literal'
    }
    case 'NUM_UINT': {
      const value = BigInt(text.slice(0, -1))
      return BigInt.asUintN(64, value) === value ? { type: 'uint', value } : 'invalid uint literal'
    }
    case 'NUM_FLOAT': {
      const value = Number(`${sign?.text ?? ''}${text}`)
      return Number.isFinite(value) ? { type: 'double', value } : 'invalid double literal'
    }
    case 'STRING': {
      const read = unescapeString(text)
      return 'error' in read ? read.error : { type: 'string', value: read.value }
    }
    case 'BYTES': {
      const read = unescapeBytes(text)
      return 'error' in read ? read.error : { type: 'bytes', value: read.value }
    }
    case 'true':
    case 'false':
      return { type: 'bool', value: kind === 'true' }
    default:
      return { type: 'null', value: null }
  }
}
