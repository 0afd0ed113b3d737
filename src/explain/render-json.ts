import { marshal } from '../model/go/json.ts'
import { printableJSON } from '../model/printable.ts'
import { Float, type Value } from '../model/value.ts'
import type { Report } from './report.ts'

/** The whole answer, nothing cut; values of the schema (defaults, enums, examples) keep their exact numbers. */
export function renderJSON(report: Report): string {
  return `${printableJSON(stringify(report, ''))}\n`
}

function stringify(data: unknown, indent: string): string {
  if (typeof data === 'string') return JSON.stringify(data.toWellFormed())
  if (typeof data !== 'object' || data === null || data instanceof Float) return marshal(data as Value)
  // A value of the schema has no prototype. It may be deep, and is written on one line without recursion.
  if (Object.getPrototypeOf(data) !== Object.prototype && !Array.isArray(data)) return marshal(data as Value)
  const inner = `${indent}  `
  if (Array.isArray(data)) {
    if (data.length === 0) return '[]'
    if (data.every((item) => typeof item !== 'object' || item === null || isValue(item))) {
      return `[${data.map((item) => marshal(item as Value)).join(', ')}]`
    }
    return `[\n${data.map((item) => inner + stringify(item, inner)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, value]) => {
    const isSchemaValue = key === 'default' || key === 'example' || key === 'value'
    return `${inner}${JSON.stringify(key)}: ${isSchemaValue ? marshal(value as Value) : stringify(value, inner)}`
  })
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function isValue(item: object): boolean {
  return Array.isArray(item) || Object.getPrototypeOf(item) !== Object.prototype
}
