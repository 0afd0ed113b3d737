import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Document } from '../../src/model/document.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { type Dict, isDict, type Value } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { validateCreate } from '../../src/validation/validate.ts'
import { rawJson } from './raw-json.ts'

/** What kube-apiserver 1.36.3's own packages answer about `spec.x`, recorded. */
interface Group {
  name: string
  schema: object
  values: { value: string; stored?: string; causes?: [string, string, string][]; refused?: string }[]
}

const groups = JSON.parse(readFileSync(new URL('keywords.json', import.meta.url), 'utf8')) as Group[]

function documentOf(root: Value): Document {
  return { origin: { name: 'test', text: '' }, index: 0, item: null, range: { start: 0, end: 0 }, root, findings: [] }
}

function crdWith(schema: object) {
  const openAPIV3Schema = { type: 'object', properties: { spec: { type: 'object', properties: { x: schema } } } }
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'foos.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'foos', kind: 'Foo' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  }
  return readCRD(documentOf(rawJson(JSON.stringify(crd))))!
}

const spec = (stored: Value | undefined) => (isDict(stored) && isDict(stored.spec) ? stored.spec : ({} as Dict))

describe.each(groups)('$name', ({ schema, values }) => {
  const crd = crdWith(schema)
  test.each(values)('$value', ({ value, stored, causes, refused }) => {
    const text = `{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"n","namespace":"default"},"spec":{"x":${value}}}`
    const outcome = validateCreate(documentOf(rawJson(text)), crd, { serverVersion: newestVersion })
    const errors = outcome.findings.filter((f) => f.severity === 'error')
    if (refused !== undefined) {
      expect(refused).toContain(`strict decoding error: ${errors.map((f) => f.message).join(', ')}`)
    } else if (causes) {
      expect(errors.map((f) => [f.field, f.reason, f.message]).sort()).toEqual([...causes].sort())
    } else {
      expect(errors).toEqual([])
      const kept = spec(outcome.stored).x
      expect(kept === undefined ? undefined : JSON.parse(marshal(kept))).toEqual(stored && JSON.parse(stored))
    }
  })
})
