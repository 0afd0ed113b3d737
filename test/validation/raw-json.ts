import { float, fromPlain, int, type Value } from '../../src/model/value.ts'

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown

/** JSON as the server decodes it, int64 and float64 told apart by how the number is written. */
export function rawJson(text: string): Value {
  const reviver: Reviver = (_key, value, context) => {
    const source = context.source
    if (typeof value !== 'number' || source === undefined) return value
    if (/[.eE]/.test(source)) return float(value)
    return int(BigInt(source)) ?? float(value)
  }
  return fromPlain(JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1]))
}
