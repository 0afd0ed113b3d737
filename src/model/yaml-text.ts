import { marshal } from './go/json.ts'
import { compareText } from './go/utf8.ts'
import { printableJSON } from './printable.ts'
import { type Dict, isDict, type Value } from './value.ts'

/**
 * A value as a block-style YAML document, keys in byte order or as they are, in the style of `kubectl get -o yaml`. What it prints reads
 * back as the same value, and holds nothing that a terminal would act on.
 */
export function yamlText(value: Value, { sorted = true }: { sorted?: boolean } = {}): string {
  const order: Order = sorted ? (keys) => keys.sort(compareText) : (keys) => keys
  return isNested(value) ? `${lines(value, '', order).join('\n')}\n` : `${scalar(value, '')}\n`
}

type Order = (keys: string[]) => string[]

type Nested = Dict | Value[]

function isNested(value: Value): value is Nested {
  if (Array.isArray(value)) return value.length > 0
  return isDict(value) && Object.keys(value).length > 0
}

/** What is nested deeper than this is written in flow style: no recursion then. */
const maxDepth = 200

function lines(value: Nested, indent: string, order: Order): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, indent, order))
  return order(Object.keys(value)).flatMap((key) => entryLines(key, value[key]!, indent, order))
}

function entryLines(key: string, value: Value, indent: string, order: Order): string[] {
  const head = `${indent}${key.includes('\n') ? quoted(key) : scalar(key, '')}:`
  if (!isBlock(value, indent)) return [`${head} ${scalar(value, indent)}`]
  // Lists stand as far left as their key, as kubectl prints them.
  return [head, ...lines(value, Array.isArray(value) ? indent : `${indent}  `, order)]
}

function itemLines(item: Value, indent: string, order: Order): string[] {
  if (!isBlock(item, indent)) return [`${indent}- ${scalar(item, indent)}`]
  const [first, ...rest] = lines(item, `${indent}  `, order)
  return [`${indent}- ${first!.trimStart()}`, ...rest]
}

function isBlock(value: Value, indent: string): value is Nested {
  return isNested(value) && indent.length < 2 * maxDepth
}

function scalar(value: Value, indent: string): string {
  if (typeof value !== 'string') return printableJSON(marshal(value))
  if (isPlain(value)) return value
  if (fitsLiteral(value)) return literal(value, indent)
  return quoted(value)
}

function quoted(text: string): string {
  return printableJSON(JSON.stringify(text.toWellFormed()))
}

/** Words that stand for themselves in every YAML, never for a number, a date, a boolean or null. */
function isPlain(text: string): boolean {
  if (!/^\.?[A-Za-z/_][\w./@+-]*(?:[ :][\w./@+-]+)*$/.test(text) || text.length > 200) return false
  return !/^(?:true|false|yes|no|on|off|null|y|n|\.?nan|\.?inf)$/i.test(text)
}

/** Several lines of ordinary characters, none of which begins with a space or is only spaces. */
function fitsLiteral(text: string): boolean {
  return /^[^\s][^\n]*(?:\n(?:[^\s][^\n]*)?)*$/.test(text) && /\n/.test(text) && /^[\n -~]*$/.test(text)
}

function literal(text: string, indent: string): string {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const chomp = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-'
  const shown = body.split('\n').map((line) => (line === '' ? '' : `${indent}  ${line}`))
  return [`|${chomp}`, ...shown].join('\n')
}
