import type { Constant, Expr } from '../../../src/cel/ast.ts'
import type { Checked } from '../../../src/cel/check.ts'
import { formatType } from '../../../src/cel/types.ts'
import { quote } from '../../../src/model/go/quote.ts'

/** What stands behind a node; entries of maps and fields of structs are nodes with an id alone. */
type Adorn = (node: Expr | { id: number; offset: number }) => string

/** The tree with every node's id and offset, as the Go program prints it. */
export function printParsed(expr: Expr): string {
  return printTree(expr, ({ id, offset }) => `^${id}@${offset}`)
}

/** The tree with types and overloads. Upstream: cel-go checker/printer.go. */
export function printChecked(checked: Checked): string {
  return printTree(checked.expr, (node) => {
    if (!('kind' in node)) return ''
    const type = checked.types.get(node.id)
    const shown = type ? `~${formatType(type)}` : ''
    if (!['ident', 'call', 'select', 'list', 'struct'].includes(node.kind)) return shown
    const overloads = checked.overloads.get(node.id)
    if (overloads) return `${shown}^${[...overloads].sort().join('|')}`
    const name = checked.names.get(node.id)
    return name === undefined ? shown : `${shown}^${name}`
  })
}

/** Upstream: cel-go common/debug/debug.go ToAdornedDebugString. */
export function printTree(root: Expr, adorn: Adorn): string {
  let out = ''
  let indent = 0
  let lineStart = true
  const put = (text: string) => {
    if (lineStart) out += '  '.repeat(indent)
    lineStart = false
    out += text
  }
  const line = () => {
    out += '\n'
    lineStart = true
  }
  const block = (open: string, close: string, count: number, item: (i: number) => void) => {
    put(open)
    if (count > 0) {
      line()
      indent++
      for (let i = 0; i < count; i++) {
        if (i > 0) {
          put(',')
          line()
        }
        item(i)
      }
      indent--
      line()
    }
    put(close)
  }
  const walk = (expr: Expr): void => {
    switch (expr.kind) {
      case 'const':
        put(printConstant(expr.constant))
        break
      case 'ident':
        put(expr.name)
        break
      case 'select':
        walk(expr.operand)
        put(`.${expr.field}${expr.testOnly ? '~test-only~' : ''}`)
        break
      case 'call':
        if (expr.target) {
          walk(expr.target)
          put('.')
        }
        block(`${expr.fn}(`, ')', expr.args.length, (i) => walk(expr.args[i]!))
        break
      case 'list':
        block('[', ']', expr.elements.length, (i) => walk(expr.elements[i]!))
        break
      case 'map':
        block('{', '}', expr.entries.length, (i) => {
          const entry = expr.entries[i]!
          if (entry.optional) put('?')
          walk(entry.key)
          put(':')
          walk(entry.value)
          put(adorn(entry))
        })
        break
      case 'struct':
        block(`${expr.name}{`, '}', expr.fields.length, (i) => {
          const field = expr.fields[i]!
          put(`${field.optional ? '?' : ''}${field.name}:`)
          walk(field.value)
          put(adorn(field))
        })
        break
      case 'fold': {
        put('__comprehension__(')
        indent++
        const part = (title: string, text: string | Expr, end: string) => {
          if (title !== '') {
            line()
            put(`// ${title}`)
          }
          line()
          if (typeof text === 'string') put(text)
          else walk(text)
          put(end)
        }
        part('Variable', expr.variable, ',')
        if (expr.variable2 !== undefined) part('', expr.variable2, ',')
        part('Target', expr.range, ',')
        part('Accumulator', expr.accumulator, ',')
        part('Init', expr.init, ',')
        part('LoopCondition', expr.condition, ',')
        part('LoopStep', expr.step, ',')
        part('Result', expr.result, ')')
        indent--
        break
      }
    }
    put(adorn(expr))
  }
  walk(root)
  return out
}

function printConstant(constant: Constant): string {
  switch (constant.type) {
    case 'int':
    case 'bool':
    case 'null':
      return String(constant.value)
    case 'uint':
      return `${constant.value}u`
    case 'double':
      return printDouble(constant.value)
    case 'string':
      return quote(constant.value)
    case 'bytes':
      return `b${quoteBytes(constant.value)}`
  }
}

/** Go's strconv.Quote of bytes that need not be UTF-8. */
function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (!text.includes('\ufffd')) return quote(text)
  let out = '"'
  for (let at = 0; at < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => isUTF8(bytes.subarray(at, at + length))) ?? 0
    const part = bytes.subarray(at, at + Math.max(size, 1))
    out +=
      size > 0 ? quote(new TextDecoder().decode(part)).slice(1, -1) : `\\x${part[0]!.toString(16).padStart(2, '0')}`
    at += Math.max(size, 1)
  }
  return `${out}"`
}

function isUTF8(bytes: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) !== ''
  } catch {
    return false
  }
}

/** Go's %v of a float64. */
export function printDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (Object.is(value, -0)) return '-0'
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string]
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
