import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import type { Finding } from '../../src/model/finding.ts'
import { emptySummary } from '../../src/model/result.ts'
import { headline } from '../../src/report/headline.ts'
import { JsonReport } from '../../src/report/json.ts'
import { TextReport } from '../../src/report/text.ts'
import { finding, result } from './result.ts'

describe('the headline leaves out what the picture shows', () => {
  test.each<[finding: Partial<Finding>, expected: string]>([
    [{}, 'spec.replicas should be less than or equal to 10'],
    [{ message: 'Required value' }, 'spec.replicas: Required value'],
    [{ message: 'unknown field "spec.replicas"' }, 'unknown field "spec.replicas"'],
    [{ field: '<nil>', message: 'Invalid value: null: some rules were not checked' }, 'some rules were not checked'],
    [{ field: '', message: 'it is no YAML' }, 'it is no YAML'],
    [{ field: 'spec.a\x1b[31m', message: 'Required\x1b[31m value\nhere' }, 'spec.a\\u001b[31m: Required value here'],
  ])('%j', (more, expected) => {
    expect(headline(finding(more))).toBe(expected)
  })
  test('and is cut when it is very long', () => {
    expect(headline(finding({ field: '', message: 'x'.repeat(10_000) })).length).toBeLessThan(700)
  })
})

describe('text', () => {
  const text = 'spec:\n  replicas: 40\n  image: 名前\n'
  const rule = { origin: readManifests({ name: 'crd.yaml', text: 'a: 1\nmaximum: 10\n' })[0]!, path: ['maximum'] }
  const crd = { name: 'foos.example.com', version: 'v1', origin: { name: 'crd.yaml', text: '' }, resource: 'foo' }

  test('place, line, rule and what explains it', () => {
    expect(new TextReport().result(result(text, [finding({ hint: 'maximum is 10', rule })], { crd }))).toBe(
      `error[CRD0103]: spec.replicas should be less than or equal to 10
  --> a.yaml:2:13   Foo/a (example.com/v1)
  |
2 |   replicas: 40
  |             ^^ maximum is 10
  = note: rule from foos.example.com v1 (crd.yaml:2)
  = help: kubectl crd explain foo.spec.replicas -f crd.yaml

`,
    )
  })
  test.each<[path: Finding['path'], file: string, command: string]>([
    [['spec', 'list', 3, 'x'], 'crd.yaml', 'foo.spec.list.x -f crd.yaml'],
    [['spec', 'map', 'a.b/c', 'x'], 'crd.yaml', 'foo.spec.map -f crd.yaml'],
    [[], 'my crds/a.yaml', "foo -f 'my crds/a.yaml'"],
    [['spec'], "a'b\x1b.yaml", "foo.spec -f 'a'\\''b\\u001b.yaml'"],
  ])('%j in %j is explained by %s', (path, name, command) => {
    const out = new TextReport().result(
      result(text, [finding({ path, rule })], { crd: { ...crd, origin: { name, text: '' } } }),
    )
    expect(/help: kubectl crd explain (.*)/.exec(out)?.[1]).toBe(command)
  })
  test('no command is given for what cannot be read again', () => {
    const from = { ...crd, origin: { name: 'stdin', text: '', generated: true } }
    expect(new TextReport().result(result(text, [finding({ rule })], { crd: from }))).not.toContain('help:')
  })
  test('of many documents without a CRD, the first of each kind is shown, and the others are counted', () => {
    const report = new TextReport()
    const unknown = (kind: string) => {
      const found = finding({ code: 'CRD0004', path: ['kind'], field: 'kind', message: `no CRD is known for ${kind}` })
      return report.result(result(text, [found], { verdict: 'unknown' }))
    }
    expect(unknown('Foo')).toMatch(/^error\[CRD0004\]: kind: no CRD is known for Foo\n {2}--> /)
    expect(unknown('Bar')).toContain('for Bar')
    expect([unknown('Foo'), unknown('Foo')]).toEqual(['', ''])
    expect(report.close(emptySummary())).toBe('error[CRD0004]: kind: no CRD is known for Foo (2 more like this)\n\n')
  })
  test('wide characters take two columns', () => {
    const out = new TextReport().result(result(text, [finding({ path: ['spec', 'image'], field: 'spec.image' })]))
    expect(out).toContain('3 |   image: 名前\n  |          ^^^^\n')
  })
  test('what is absent is shown at what should hold it, in the order of the text', () => {
    const absent = finding({ path: ['spec', 'name'], field: 'spec.name', message: 'Required value' })
    const out = new TextReport().result(result(text, [finding({}), absent]))
    expect(out.match(/a\.yaml:\d+:\d+/g)).toEqual(['a.yaml:1:1', 'a.yaml:2:13'])
  })
  test('valid documents are told only on request', () => {
    const valid = result(text, [], { verdict: 'valid' })
    expect(new TextReport().result(valid)).toBe('')
    expect(new TextReport({ verbose: true }).result(valid)).toBe('valid: a.yaml:1   Foo/a (example.com/v1)\n')
  })
})

test('JSON counts columns in code points, and keeps int64 exact', () => {
  const text = '\ufeffa: "😀"\nb: {c: 9007199254740993}\n'
  const report = new JsonReport('1.36')
  const places = [finding({ path: ['a'], field: 'a' }), finding({ path: ['b', 'c'], field: 'b.c' })]
  const one = result(text, places)
  const out =
    report.open() +
    report.result({ ...one, stored: one.document.root! }) +
    report.close({
      documents: 1,
      valid: 0,
      invalid: 1,
      skipped: 0,
      unknown: 0,
      unreadable: 0,
    })
  expect(out).toContain('9007199254740993')
  const [{ findings, file, document, line, item }] = JSON.parse(out).results
  expect({ file, document, line, item }).toEqual({ file: 'a.yaml', document: 0, line: 1, item: null })
  expect(findings.map((f: Record<string, number>) => [f.line, f.column, f.endLine, f.endColumn])).toEqual([
    [1, 4, 1, 7],
    [2, 8, 2, 24],
  ])
})
