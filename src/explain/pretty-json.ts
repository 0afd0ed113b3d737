import { marshal } from '../model/go/json.ts'
import { isDict, type Value } from '../model/value.ts'

/** Indented JSON, keys in their own order, numbers exact. Recursive: for values of our own making. */
export function prettyJSON(value: Value, indent = ''): string {
  const inner = `${indent}  `
  if (isDict(value)) {
    const keys = Object.keys(value)
    if (keys.length === 0) return '{}'
    const lines = keys.map((key) => `${inner}${JSON.stringify(key.toWellFormed())}: ${prettyJSON(value[key]!, inner)}`)
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (!Array.isArray(value) || value.every((item) => typeof item !== 'object' || item === null)) return marshal(value)
  return `[\n${value.map((item) => inner + prettyJSON(item, inner)).join(',\n')}\n${indent}]`
}
