import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'
import { type JSONSchema, mismatches } from './matches-schema.ts'

const schema = (name: string) => JSON.parse(readFileSync(`${root}docs/schemas/${name}.json`, 'utf8')) as JSONSchema

const input = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: none.example.com/v1, kind: None, metadata: {name: b}}
  - {apiVersion: test.com/v1, kind: Zone, metadata: {name: c}, spec: {domain: a.com, ttl: 9007199254740993}}
---
just text
---
a: [
---
apiVersion: test.com/v1
kind: Zone
kind: Zone
metadata: {name: d}
spec: {domain: a.com}
`

test('every verdict is printed as docs/schemas/validation-report.json says', () => {
  const { out } = crd(['validate', '-f', '-', '--crds', 'examples/zone/crd.yaml', '-o', 'json', '--print-stored'], {
    input,
  })
  const report = JSON.parse(out)
  expect(mismatches(report, schema('validation-report'))).toEqual([])
  // An int64 that JavaScript's numbers cannot hold.
  expect(out).toContain('"ttl":9007199254740993')
  const results = report.results as { verdict: string; item: number | null; document: number }[]
  expect(results.map(({ document, item, verdict }) => [document, item, verdict])).toEqual([
    [0, 0, 'skipped'],
    [0, 1, 'unknown'],
    [0, 2, 'valid'],
    [1, null, 'unreadable'],
    [2, null, 'unreadable'],
    [3, null, 'valid'],
  ])
})

test.each(['crontab', 'mysql', 'postgresql', 'sampledb', 'zone'])('the report on examples/%s', (name) => {
  const { out } = crd(['validate', `examples/${name}`, '-o', 'json', '--print-stored'])
  expect(mismatches(JSON.parse(out), schema('validation-report'))).toEqual([])
})

test.each([
  ['crontab', 'crontab/crd.yaml'],
  ['pg', 'postgresql/crd.yaml'],
  ['zone.spec', 'zone/crd.yaml'],
])('explain %s as docs/schemas/explanation.json says', (argument, file) => {
  const { out } = crd(['explain', argument, '-f', `examples/${file}`, '-o', 'json', '--recursive'])
  expect(mismatches(JSON.parse(out), schema('explanation'))).toEqual([])
})

test.each([
  ['wg', 'test/explain/widgets.yaml'],
  ['wg.spec.host', 'test/explain/widgets.yaml'],
  ['crontab', 'examples/crontab/crd.yaml'],
  ['sampledb.spec', 'examples/sampledb/crd.yaml'],
])('explain %s --all-versions as docs/schemas/version-comparison.json says', (argument, file) => {
  const { out } = crd(['explain', argument, '-f', file, '-o', 'json', '--all-versions'])
  const said = JSON.parse(out)
  expect(mismatches(said, schema('version-comparison'))).toEqual([])
  expect(said.present.length).toBeGreaterThan(0)
})

test.each(['CRD0103', 'CRD0127', 'CRD0240', 'CRD0002', 'CRD0401'])(
  'explain %s as docs/schemas/finding-code.json says',
  (code) => {
    const { out } = crd(['explain', code.toLowerCase(), '-o', 'json'])
    expect(mismatches(JSON.parse(out), schema('finding-code'))).toEqual([])
    expect(JSON.parse(out).code).toBe(code)
  },
)

test('the check itself finds what is wrong', () => {
  expect(mismatches({ apiVersion: 'x', more: 1 }, schema('validation-report')).length).toBeGreaterThan(2)
})
