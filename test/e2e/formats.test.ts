import { describe, expect, test } from '@jest/globals'
import { crd } from './cli.ts'
import { expectGolden } from './golden.ts'

const crontab = ['validate', '-f', 'examples/crontab']

describe('reports', () => {
  test.each([
    ['yaml', 'report.yaml'],
    ['sarif', 'sarif'],
    ['junit', 'xml'],
    ['tap', 'tap'],
    ['github', 'github.txt'],
  ])('-o %s', (format, extension) => {
    const { status, out } = crd([...crontab, '-o', format])
    expect(status).toBe(1)
    // The version of the plugin is not what is tested.
    expectGolden(`validate/crontab.${extension}`, out.replace(/"version":"[\d.]+"/, '"version":"0.0.0"'))
  })
  test('warnings make cases of JUnit fail only when they count', () => {
    const ask = (...words: string[]) =>
      crd(['validate', '-f', 'examples/sampledb/good.yaml', '--crds', 'examples/sampledb', '-o', 'junit', ...words]).out
    expect(ask()).not.toContain('<failure')
    expect(ask('--fail-on', 'warning')).toContain('<failure type="CRD0127"')
  })
  test('--quiet says nothing beside the findings', () => {
    expect(crd([...crontab, '--quiet']).err).toBe('')
  })
  test('--summary says how many, where answers go', () => {
    expect(crd([...crontab, '--summary'])).toMatchObject({
      status: 1,
      out: '7 documents in 3 inputs: 3 valid, 4 invalid\n',
      err: '',
    })
    const { results, summary } = JSON.parse(crd([...crontab, '--summary', '-o', 'json']).out)
    expect([results, summary.invalid]).toEqual([[], 4])
    expect(crd([...crontab, '--summary', '-o', 'tap']).status).toBe(2)
  })
})

describe('--ignore', () => {
  const summary = (...words: string[]) => crd([...crontab, '--summary', ...words])
  test('leaves findings out; what nothing else is wrong with counts as valid', () => {
    const { results } = JSON.parse(crd([...crontab, '-o', 'json']).out)
    const all = new Set<string>(
      results.flatMap(({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code)),
    )
    expect(summary('--ignore', [...all].join(','))).toMatchObject({
      status: 0,
      out: expect.stringMatching(/: 7 valid; \d+ findings ignored\n$/),
    })
  })
  test.each([
    ['CRD0103:spec.replicas', true],
    ['CRD0103:spec', true],
    ['crd0103:spec.*', true],
    ['CRD0103:**.replicas', true],
    ['CRD0103:spec.replica', false],
    ['CRD0103:*.spec', false],
    ['CRD0102', false],
  ])('%s', (rule, left) => {
    const { out } = crd([...crontab, '--ignore', rule])
    expect(out.includes('spec.replicas should be less')).toBe(!left)
  })
  test('no CRD, not a resource, not readable: skipped then', () => {
    const input = 'apiVersion: none.example.com/v1\nkind: None\n---\na: 1\n---\na: [\n'
    const { status, err } = crd(['validate', '-f', '-', '--ignore', 'CRD0004,CRD0005,CRD0001'], { input })
    expect([status, err]).toEqual([0, '3 documents in 1 input: 0 valid, 3 skipped; 3 findings ignored\n'])
  })
  test('of an unknown code is wrong usage', () => {
    expect(crd([...crontab, '--ignore', 'CRD0x03'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean CRD0'),
    })
  })
})
