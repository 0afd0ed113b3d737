import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Document } from '../../src/model/document.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Value } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { validateCreate, validateUpdate } from '../../src/validation/validate.ts'
import { rawJson } from './raw-json.ts'

/** What kube-apiserver 1.36.3's own packages answer to creates, updates and status updates, recorded. */
interface Case {
  op?: 'update' | 'status'
  old?: object
  object: object
  warnings?: string[]
  stored?: object
  causes?: [string, string, string][]
  refused?: string
}

const groups = JSON.parse(readFileSync(new URL('objects.json', import.meta.url), 'utf8')) as {
  name: string
  crd: object
  cases: Case[]
}[]

function documentOf(data: object): Document {
  const root: Value = rawJson(JSON.stringify(data))
  return { origin: { name: 'test', text: '' }, index: 0, item: null, range: { start: 0, end: 0 }, root, findings: [] }
}

const options = { serverVersion: newestVersion }

describe.each(groups)('$name', ({ crd: definition, cases }) => {
  const crd = readCRD(documentOf(definition))!
  test.each(cases.map((c) => [JSON.stringify([c.op, c.old, c.object]), c] as const))('%s', (_, expected) => {
    const document = documentOf(expected.object)
    const outcome = expected.old
      ? validateUpdate(document, documentOf(expected.old), crd, {
          ...options,
          subresource: expected.op === 'status' ? 'status' : '',
        })
      : validateCreate(document, crd, options)
    const errors = outcome.findings.filter((f) => f.severity === 'error')
    const warnings = outcome.findings.filter((f) => f.severity === 'warning')
    if (expected.refused !== undefined) {
      expect(errors.length).toBeGreaterThan(0)
      expect(expected.refused).toContain(errors.map((f) => f.message).join(', '))
    } else if (expected.causes) {
      expect(errors.map((f) => [f.field, f.reason, f.message]).sort()).toEqual([...expected.causes].sort())
    } else {
      expect(errors).toEqual([])
      expect(JSON.parse(marshal(outcome.stored!))).toEqual(expected.stored)
    }
    expect(warnings.map((f) => f.message).sort()).toEqual([...(expected.warnings ?? [])].sort())
  })
})
