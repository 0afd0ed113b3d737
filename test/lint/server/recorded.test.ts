import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { validateCRDCreate, validateCRDUpdate } from '../../../src/lint/server/validate.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import type { Document } from '../../../src/model/document.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { JSONObject } from '../../conformance/mutate/json.ts'
import { applyPatch, type Change } from './patch.ts'
import { smallCRDs } from './small-crds.ts'

/** What the API server's own packages (1.36) said about a changed CRD. */
interface Row {
  kind: string
  base: number
  crd: Change[]
  /** An update of this one. */
  old?: Change[]
  causes?: [field: string, reason: string, message: string][]
  /** What decoding says. */
  refused?: string[]
  warnings?: string[]
}

const rows = readFileSync(new URL('./recorded.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row)
const options = { serverVersion: { minor: 36 } }

/** Keys in order, as kubectl sends them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([key, entry]) => [key, sorted(entry)]),
  )
}

function document(crd: JSONObject): Document {
  return readManifests({ name: 'crd.json', text: JSON.stringify(sorted(crd)) }, { raw: true })[0]!
}

function judge(row: Row): Finding[] {
  const base = smallCRDs[row.base]!
  const crd = document(applyPatch(base, row.crd))
  return row.old
    ? validateCRDUpdate(crd, document(applyPatch(base, row.old)), options)
    : validateCRDCreate(crd, options)
}

describe('the answers are those of the API server', () => {
  test.each(rows.map((row, i) => [`${i} ${row.old ? 'update ' : ''}${row.kind}`, row] as const))('%s', (_, row) => {
    const said = judge(row)
    const errors = said.filter(({ severity }) => severity === 'error')
    const warnings = said.filter(({ severity }) => severity === 'warning').map(({ message }) => message)
    expect([...new Set(warnings)].sort()).toEqual(row.warnings ?? [])
    if (row.refused) {
      expect(errors.map(({ message }) => message)).toEqual(row.refused)
      expect(errors.every(({ reason }) => reason === 'BadRequest' || reason === 'UnknownField')).toBe(true)
    } else {
      const causes = errors.map(({ field, reason, message }) => [
        field,
        reason,
        message.replace(/selfType\d+/g, 'selfType'),
      ])
      expect(causes.sort()).toEqual(row.causes!.sort())
    }
  })
})
