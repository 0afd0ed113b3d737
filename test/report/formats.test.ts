import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import { SaxesParser } from 'saxes'
import { readManifests } from '../../src/manifest/read.ts'
import { emptySummary, type Result } from '../../src/model/result.ts'
import { GithubReport } from '../../src/report/github.ts'
import { JsonReport } from '../../src/report/json.ts'
import { JUnitReport } from '../../src/report/junit.ts'
import type { Report } from '../../src/report/report.ts'
import { SarifReport } from '../../src/report/sarif.ts'
import { TapReport } from '../../src/report/tap.ts'
import { YamlReport } from '../../src/report/yaml.ts'
import { finding, result } from './result.ts'

const load = createRequire(import.meta.url)
const Ajv = load('ajv-draft-04') as typeof import('ajv-draft-04').default
const officialSchema = load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const validSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(officialSchema)

const text = 'spec:\n  replicas: 40\n  image: 名前\n'
const odd = 'a "b" <c> & \x1b[31m %0A,::x\n\u202e\ud800 ]]>'
const unreadable = readManifests({ name: 'b c#1.yaml', text: 'a: [' })[0]!
const results: Result[] = [
  result(text, [
    finding({ hint: 'maximum is 10' }),
    finding({ code: 'CRD0117', path: ['spec', 'image'], field: odd, message: odd, hint: odd, severity: 'warning' }),
  ]),
  result(text, [], { verdict: 'valid', name: odd }),
  result(text, [], { verdict: 'skipped', kind: 'ConfigMap', apiVersion: 'v1' }),
  result('', unreadable.findings, { verdict: 'unreadable', kind: '', document: unreadable }),
]

function print(report: Report, of = results): string {
  return report.open() + of.map((each) => report.result(each)).join('') + report.close(emptySummary())
}

const fails = ({ verdict }: Result) => verdict === 'invalid'
const sarif = () => new SarifReport({ version: '1.0.0', docOf: () => undefined })

describe('sarif', () => {
  test.each([[results], [[]]])('is valid by the official schema', (of) => {
    validSarif(JSON.parse(print(sarif(), of)))
    expect(validSarif.errors).toBeNull()
  })
  test('and the check finds what is wrong', () => {
    expect(validSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false)
  })
  test('has places, names and rules', () => {
    const { results: said, tool } = JSON.parse(print(sarif())).runs[0]
    expect(said[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a.yaml' },
      region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 15 },
    })
    expect(said[2].locations[0].physicalLocation.artifactLocation.uri).toBe('b%20c%231.yaml')
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['CRD0103', 'CRD0117', 'CRD0001'])
  })
})

describe('junit', () => {
  test('is well-formed XML, whatever is in it', () => {
    const tags: string[] = []
    const attributes: Record<string, string>[] = []
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', (tag) => {
      tags.push(tag.name)
      attributes.push(tag.attributes as Record<string, string>)
    })
    parser.write(print(new JUnitReport(fails))).close()
    expect(tags).toEqual([
      ...['testsuites', 'testsuite', 'testcase', 'failure', 'testcase', 'testcase', 'skipped'],
      ...['testsuite', 'testcase', 'error'],
    ])
    expect(attributes[1]).toEqual({ name: 'a.yaml', tests: '3', failures: '1', errors: '0', skipped: '1' })
    expect(attributes[3]).toMatchObject({ type: 'CRD0103' })
  })
})

test('tap', () => {
  const lines = print(new TapReport(fails)).split('\n')
  expect(lines.filter((line) => /^(?:not )?ok|^1\.\./.test(line))).toEqual([
    'not ok 1 - a.yaml:1 Foo/a (example.com/v1)',
    expect.stringMatching(/^ok 2 - a\.yaml:1 Foo\/a "b" <c> & .*/),
    'ok 3 - a.yaml:1 ConfigMap/a (v1) # SKIP not judged',
    'not ok 4 - b c\\#1.yaml:1',
    '1..4',
  ])
  expect(lines.join('\n')).not.toMatch(/[\x1b\u202e]/)
})

test('github: a line a finding, with what would end a command or a property escaped', () => {
  const lines = print(new GithubReport()).trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe(
    '::error file=a.yaml,line=2,endLine=2,col=13,endColumn=15,title=CRD0103 Foo/a (example.com/v1)::spec.replicas should be less than or equal to 10 - maximum is 10',
  )
  expect(lines[1]).toMatch(/^::warning file=[^:]*::.*%250A/)
})

test('yaml says what json says, and reads back', () => {
  for (const of of [results, []]) {
    const [document] = readManifests({ name: '', text: print(new YamlReport('1.36'), of) })
    const json = JSON.parse(print(new JsonReport('1.36'), of))
    expect(JSON.parse(JSON.stringify(document!.root))).toEqual(
      JSON.parse(JSON.stringify(json).replaceAll('\\ud800', '\ufffd')),
    )
  }
})
