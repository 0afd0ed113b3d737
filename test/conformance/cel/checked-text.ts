import type { Expr } from '../../../src/cel/ast.ts'
import type { Checked } from '../../../src/cel/checked.ts'
import { formatType } from '../../../src/cel/types.ts'
import { formatFloat } from '../../../src/model/go/float.ts'
import { quote } from '../../../src/model/go/quote.ts'

/**
 * A checked expression as cel-go prints one: every node with its type, and what it refers to.
 * Upstream: cel-go common/debug/debug.go, checker/printer.go.
 */
export function checkedText(checked: Checked): string {
  return new Printer(checked).print(checked.expr, '')
}

/** The same without types and references: what cel-go's parser made, as far as the text shows. */
export function parsedText(expr: Expr): string {
  return new Printer(undefined).print(expr, '')
}

class Printer {
  readonly #checked: Checked | undefined
  constructor(checked: Checked | undefined) {
    this.#checked = checked
  }

  print(expr: Expr, indent: string): string {
    return this.#plain(expr, indent) + this.#adornment(expr)
  }

  #adornment(expr: Expr): string {
    if (!this.#checked) return ''
    const type = this.#checked.types.get(expr.id)
    const overloads = this.#checked.overloads.get(expr.id)
    const name = this.#checked.names.get(expr.id)
    const refers = overloads ? `^${[...overloads].sort().join('|')}` : name === undefined ? '' : `^${name}`
    return `${type ? `~${formatType(type)}` : ''}${refers}`
  }

  #plain(expr: Expr, indent: string): string {
    const deeper = `${indent}  `
    const block = (parts: readonly string[]) =>
      parts.length === 0 ? '' : `\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}`
    switch (expr.kind) {
      case 'const':
        return constantText(expr.constant)
      case 'ident':
        return this.#checked?.names.get(expr.id) ?? expr.name
      case 'select': {
        const name = this.#checked?.names.get(expr.id)
        if (name !== undefined) return name
        return `${this.print(expr.operand, indent)}.${expr.field}${expr.testOnly ? '~test-only~' : ''}`
      }
      case 'call': {
        const full = this.#checked?.functions.get(expr.id)
        const plain = this.#checked ? expr.fn.replace(/^\./, '') : expr.fn
        const receiver = expr.target && full === undefined ? `${this.print(expr.target, indent)}.` : ''
        return `${receiver}${full ?? plain}(${block(expr.args.map((arg) => this.print(arg, deeper)))})`
      }
      case 'list':
        return `[${block(expr.elements.map((element) => this.print(element, deeper)))}]`
      case 'map': {
        const entries = expr.entries.map(
          ({ key, value, optional }) => `${optional ? '?' : ''}${this.print(key, deeper)}:${this.print(value, deeper)}`,
        )
        return `{${block(entries)}}`
      }
      case 'struct': {
        const fields = expr.fields.map(
          ({ name, value, optional }) => `${optional ? '?' : ''}${name}:${this.print(value, deeper)}`,
        )
        return `${expr.name}{${block(fields)}}`
      }
      case 'fold': {
        const variables = [expr.variable, expr.variable2].filter((name) => name !== undefined)
        const lines = [
          '// Variable',
          ...variables.map((name) => `${name},`),
          '// Target',
          `${this.print(expr.range, deeper)},`,
          '// Accumulator',
          `${expr.accumulator},`,
          '// Init',
          `${this.print(expr.init, deeper)},`,
          '// LoopCondition',
          `${this.print(expr.condition, deeper)},`,
          '// LoopStep',
          `${this.print(expr.step, deeper)},`,
          '// Result',
          `${this.print(expr.result, deeper)})`,
        ]
        return `__comprehension__(\n${deeper}${lines.join(`\n${deeper}`)}`
      }
    }
  }
}

function constantText(constant: (Expr & { kind: 'const' })['constant']): string {
  switch (constant.type) {
    case 'uint':
      return `${constant.value}u`
    case 'string':
      return quote(constant.value)
    case 'bytes':
      return `b${quoteBytes(constant.value)}`
    case 'double':
      return formatFloat(constant.value)
    default:
      return String(constant.value)
  }
}

/** Go's %q of bytes: what is no UTF-8 is shown byte by byte. */
function quoteBytes(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let out = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    try {
      out += quote(decoder.decode(bytes.subarray(at, at + length))).slice(1, -1)
      at += length
    } catch {
      out += `\\x${first.toString(16).padStart(2, '0')}`
      at++
    }
  }
  return `"${out}"`
}
