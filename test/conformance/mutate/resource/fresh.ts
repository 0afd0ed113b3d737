import { type Dict, Float, fromPlain, newDict, type Value } from '../../../../src/model/value.ts'
import { compilePattern } from '../../../../src/validation/pattern.ts'
import { isObject, type JSONObject } from '../json.ts'
import { below, chance, pick, type Random } from '../random.ts'
import { formatTexts, keys, numbers, oddValue, texts } from './pools.ts'

/**
 * A value that a schema mostly accepts: enum, default, type and bounds are heeded, patterns only by luck.
 * @param depth how many levels may still follow
 */
export function fresh(random: Random, schema: JSONObject | undefined, depth = 6): Value {
  if (!schema) return oddValue(random)
  if (schema.nullable === true && chance(random, 0.1)) return null
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return fromPlain(pick(random, schema.enum))
  if (schema.default !== undefined && chance(random, 0.2)) return fromPlain(schema.default)
  if (schema['x-kubernetes-int-or-string'] === true) {
    return chance(random, 0.5) ? below(random, 100) : pick(random, ['10%', '80', 'http', '', '100m', '1Gi'])
  }
  switch (schema.type) {
    case 'string':
      return freshText(random, schema)
    case 'integer':
      return freshInteger(random, schema)
    case 'number':
      return chance(random, 0.5) ? freshInteger(random, schema) : pick(random, [0.5, 1.25, -2.75, 0.1])
    case 'boolean':
      return chance(random, 0.5)
    case 'array':
      return freshList(random, schema, depth)
    case 'object':
      return freshObject(random, schema, depth)
    default:
      return oddValue(random)
  }
}

function freshText(random: Random, schema: JSONObject): string {
  const pool = typeof schema.format === 'string' ? formatTexts[schema.format] : undefined
  if (pool) return pick(random, chance(random, 0.7) ? pool.slice(0, 2) : pool)
  const min = typeof schema.minLength === 'number' ? schema.minLength : 0
  const max = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY
  if (typeof schema.pattern === 'string') {
    const fitting = candidates(schema.pattern).filter((t) => t.length >= min && t.length <= max)
    if (fitting.length > 0) return pick(random, fitting)
  }
  const text = chance(random, 0.6) ? pick(random, ['a', 'b', 'c', 'abc', 'name', 'x-1']) : pick(random, texts)
  const length = [...text].length
  if (length < min && min < 10_000) return text + 'a'.repeat(min - length)
  return length > max ? [...text].slice(0, Math.max(0, max)).join('') : text
}

const known = new Map<string, string[]>()

/** Texts of the pools that match; our own engine may be wrong about it, which does no harm here. */
function candidates(pattern: string): string[] {
  let found = known.get(pattern)
  if (!found) {
    const matcher = compilePattern(pattern)
    const pool = [...texts, ...Object.values(formatTexts).flat()]
    found = matcher.test ? pool.filter((text) => text.length < 100 && matcher.test(text)) : []
    known.set(pattern, found)
  }
  return found
}

function freshInteger(random: Random, schema: JSONObject): Value {
  if (chance(random, 0.05)) return pick(random, numbers)
  const min = typeof schema.minimum === 'number' ? Math.ceil(schema.minimum) : 0
  const max = typeof schema.maximum === 'number' ? Math.floor(schema.maximum) : min + 10
  let value = min + below(random, Math.max(1, Math.min(max - min + 1, 1000)))
  if (typeof schema.multipleOf === 'number' && schema.multipleOf >= 1) value -= value % schema.multipleOf
  return Number.isSafeInteger(value) ? (chance(random, 0.02) ? new Float(value) : value) : 1
}

function freshList(random: Random, schema: JSONObject, depth: number): Value {
  const min = typeof schema.minItems === 'number' ? Math.min(schema.minItems, 20) : 0
  const max = typeof schema.maxItems === 'number' ? schema.maxItems : 4
  const count = depth <= 0 ? min : Math.min(Math.max(min, below(random, 4)), Math.max(0, max))
  const items = isObject(schema.items) ? schema.items : undefined
  return Array.from({ length: count }, () => fresh(random, items, depth - 1))
}

function freshObject(random: Random, schema: JSONObject, depth: number): Dict {
  const out = newDict()
  if (isObject(schema.properties)) {
    const required = Array.isArray(schema.required) ? schema.required : []
    for (const [name, child] of Object.entries(schema.properties)) {
      if (!isObject(child)) continue
      if (required.includes(name) ? chance(random, 0.97) : depth > 0 && chance(random, 0.5)) {
        out[name] = fresh(random, child, depth - 1)
      }
    }
  }
  if (isObject(schema.additionalProperties)) {
    for (let i = below(random, 4); i > 0; i--) {
      const key = chance(random, 0.5) ? pick(random, ['a', 'b', 'c']) : pick(random, keys)
      out[key] = fresh(random, schema.additionalProperties, depth - 1)
    }
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === true && chance(random, 0.4)) {
    out[pick(random, keys)] = oddValue(random)
  }
  if (schema['x-kubernetes-embedded-resource'] === true && chance(random, 0.9)) {
    out.apiVersion = 'v1'
    out.kind = pick(random, ['Pod', 'ConfigMap'])
    out.metadata = fromPlain({ name: 'a', labels: { a: 'b' } })
  }
  return out
}
