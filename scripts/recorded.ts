import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Float, fromPlain, isDict, type Value } from '../src/model/value.ts'

/** One case of `recorded/*.jsonl.gz`: what a real API server said. */
export interface Row {
  kind: 'crd' | 'cr' | 'crd-update'
  file: string
  document: number
  item: number | null
  crd: string | null
  old?: string
  verdict: 'accept' | 'reject' | 'unknown' | 'unreadable'
  status?: { code: number; reason: string; message: string; details?: { causes?: Cause[] } }
  warnings: string[]
  /** Its canonical text, for comparing. */
  stored: string | undefined
}

export interface Cause {
  field?: string
  reason?: string
  message?: string
}

/** The folder that holds `corpus/` and `recorded/`: `KUBECTL_CRD_CORPUS` names the corpus, else it lies beside the checkout. */
export const corpus =
  process.env.KUBECTL_CRD_CORPUS ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url)).replace(/\/$/, '')

export function readRecorded(file = join(corpus, '../recorded/public-1.36.3.jsonl.gz')): Row[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
  return lines.filter(Boolean).map((line) => {
    const row = parseExact(line) as unknown as Omit<Row, 'stored'> & { stored?: unknown }
    return { ...row, stored: row.stored === undefined ? undefined : canonical(fromPlain(row.stored)) }
  })
}

/** JSON.parse that keeps integers beyond 2^53 as bigint. */
function parseExact(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value === 'number' && source && /^-?\d{16,}$/.test(source) && !Number.isSafeInteger(value)
      ? BigInt(source)
      : value
  }
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown)
}

/** JSON text with sorted keys, so that equal objects have equal texts. An integral float64 prints as Go does, like the int64. */
export function canonical(value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Float) return String(value.value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isDict(value)) return 'null'
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`
}

/**
 * The causes a finding list must match. A refusal without causes is the decoder's: `unknown field "x"` and
 * `duplicate field "x"` name a field each, anything else is one BadRequest without a field.
 */
export function causesOf(row: Row): Cause[] {
  const { status } = row
  if (!status) return []
  const causes = status.details?.causes
  if (causes?.length) return causes
  const strict = /strict decoding error: (.*)$/s.exec(status.message)?.[1]
  const named = [...(strict ?? '').matchAll(/(unknown|duplicate) field ("(?:[^"\\]|\\.)*")/g)]
  if (named.length === 0) return [{ field: '', reason: 'BadRequest', message: status.message }]
  return named.map(([message, what, field]) => ({
    field: JSON.parse(field!) as string,
    reason: what === 'unknown' ? 'UnknownField' : 'DuplicateField',
    message,
  }))
}
