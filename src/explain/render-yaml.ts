import { marshal } from '../model/go/json.ts'
import { printableJSON } from '../model/printable.ts'
import type { Value } from '../model/value.ts'
import type { Report } from './report.ts'

/** The same as the JSON output, in block style; values of the schema stay in flow style. */
export function renderYAML(report: Report): string {
  return `${entries(report, '').join('\n')}\n`
}

function entries(data: object, indent: string): string[] {
  return Object.entries(data).flatMap(([key, value]) => (value === undefined ? [] : entry(key, value, indent)))
}

function entry(key: string, value: unknown, indent: string): string[] {
  const head = `${indent}${key}:`
  if (key === 'default' || key === 'example' || key === 'value' || !isNested(value))
    return [`${head} ${scalar(value, indent)}`]
  if (!Array.isArray(value)) return [head, ...entries(value, `${indent}  `)]
  return [
    head,
    ...value.flatMap((item: unknown) => {
      if (!isNested(item) || Array.isArray(item)) return [`${indent}- ${scalar(item, indent)}`]
      const [first, ...rest] = entries(item, `${indent}  `)
      return [`${indent}- ${first!.trimStart()}`, ...rest]
    }),
  ]
}

function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) ? value.length > 0 : Object.getPrototypeOf(value) === Object.prototype
}

function scalar(value: unknown, indent: string): string {
  if (typeof value !== 'string') return printableJSON(marshal(value as Value))
  const isBlock = value.includes('\n') && /^[\n -~\u00a1-\u024f\u2010-\u2027\u4e00-\u9fff]+$/.test(value)
  if (isBlock && !/^\s|\n[ \t]*$|\n +\n/.test(value)) {
    return `|-\n${value
      .split('\n')
      .map((line) => (line === '' ? '' : `${indent}  ${line}`))
      .join('\n')}`
  }
  const isPlain = /^[A-Za-z][\w ./()<>[\]-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value)
  return isPlain && !/\s$/.test(value) ? value : printableJSON(JSON.stringify(value.toWellFormed()))
}
