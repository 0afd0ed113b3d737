import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'
import { expectGolden } from './golden.ts'

describe('explain', () => {
  test.each([
    ['crontab', 'crontab', 'crontab/crd.yaml'],
    ['crontab-replicas', 'ct.spec.replicas', 'crontab/crd.yaml'],
    ['zone', 'zones.v1.test.com.spec', 'zone/crd.yaml'],
    ['postgresql', 'pg.spec', 'postgresql/crd.yaml'],
    ['sampledb-storage', 'sampledb.spec.storage', 'sampledb/crd.yaml'],
    ['innodbcluster', 'innodbclusters.mysql.oracle.com.spec', 'mysql/crds.yaml'],
  ])('%s', (name, argument, file) => {
    const { status, out } = crd(['explain', argument, '-f', `examples/${file}`])
    expect(status).toBe(0)
    expectGolden(`explain/${name}.txt`, out)
  })
  test('--recursive', () => {
    expectGolden(
      'explain/crontab-recursive.txt',
      crd(['explain', '-f', 'examples/crontab/crd.yaml', '--recursive']).out,
    )
  })
  test.each([
    ['CRD0103', '(the API server refuses it)'],
    ['CRD0127', '(the API server accepts it with a warning)'],
    ['CRD0234', '(the API server accepts it with a warning)'],
    ['CRD0301', '(our advice, not what the API server says)'],
  ])('%s %s', (code, said) => expect(crd(['explain', code]).out.split('\n')[1]).toBe(said))
  test('a code has no page', () => {
    expect(crd(['explain', 'CRD0103', '-o', 'html'])).toMatchObject({
      status: 2,
      err: 'error: a code has no html output\nhint: use -o plaintext or -o json\n',
    })
  })
  test('a misspelled field names the nearest', () => {
    const { status, err } = crd(['explain', 'crontab.spec.replica', '-f', 'examples/crontab/crd.yaml'])
    expect([status, err]).toEqual([
      2,
      'error: field "replica" does not exist in spec\nhint: did you mean spec.replicas?\n',
    ])
  })
})

const crontab = ['-f', 'examples/crontab/crd.yaml']
const objects = [...crontab, '-f', 'examples/crontab/good.yaml']

describe('where CRDs come from', () => {
  test('standard input', () => {
    const input = readFileSync(`${root}examples/crontab/crd.yaml`, 'utf8')
    expect(crd(['explain', 'spec.replicas', '-f', '-'], { input }).out).toContain('RANGE: 1..10')
  })
  test('a folder with all below', () => {
    expect(crd(['explain', 'zone.spec.domain', '-f', 'examples']).out).toContain('FIELD: spec.domain')
    expect(crd(['explain', '-f', 'examples'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^error: which resource\?\nhint: known: crontabs, /),
    })
  })
  test('no CRD in it', () => {
    expect(crd(['explain', 'ct', '-f', 'examples/crontab/good.yaml'])).toMatchObject({ status: 2, out: '' })
  })
})

test('-R is --recursive, as with kubectl', () => {
  const [short, long] = ['-R', '--recursive'].map((flag) => crd(['explain', 'ct', ...crontab, flag]).out)
  expect(short).toBe(long)
  expect(short).toContain('\n    cronSpec\t<string> -required-')
})

test('--all-versions goes without what chooses fields', () => {
  const { status, err } = crd(['explain', 'ct', ...crontab, '--all-versions', '--find', 'x'])
  expect([status, err]).toEqual([
    2,
    'error: --all-versions shows every difference of all versions\nhint: leave out --api-version, --max-depth, --required-only and --find; a field may be named\n',
  ])
})

describe('an object', () => {
  test('is shown with what it has, what was filled in, and what is missing', () => {
    expectGolden('explain/object.txt', crd(['explain', 'ct.spec/nightly', ...objects, '-R']).out)
  })
  test.each([
    [['ct/daily', ...objects], 'crontabs "daily" not found', 'there is nightly, often'],
    [['ct/nightly', ...objects, '-n', 'here'], undefined, undefined],
    [['ct/nightly', ...crontab], 'crontabs "nightly" not found', 'name the file of the object too: -f nightly.yaml'],
  ])('%j', (words, error, hint) => {
    const { status, err } = crd(['explain', ...words])
    expect([status, err]).toEqual(error ? [2, `error: ${error}\nhint: ${hint}\n`] : [0, ''])
  })
  test('of several the namespace tells which', () => {
    const object = (namespace: string) =>
      JSON.stringify({ apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'a', namespace } })
    const input = `${object('x')}\n---\n${object('y')}\n`
    const words = ['explain', 'ct/a', ...crontab, '-f', '-']
    expect(crd(words, { input })).toMatchObject({
      status: 2,
      err: 'error: 2 crontabs are called a\nhint: their namespaces: x, y; choose one with -n\n',
    })
    expect(crd([...words, '-n', 'y'], { input }).out).toContain('OBJECT:     a in y')
    expect(crd([...words, '-n', 'z'], { input }).err).toBe(
      'error: crontabs "a" not found in namespace z\nhint: there is a in x, a in y\n',
    )
  })
})

const hasScript = spawnSync('script', ['--version']).status === 0
describe('on a terminal', () => {
  const onTerminal = (words: string, env: NodeJS.ProcessEnv) =>
    spawnSync('script', ['-qefc', `stty rows 20 cols 70; ${root}bin/kubectl-crd ${words}`, '/dev/null'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', ...env },
    }).stdout.replaceAll('\r', '')
  const pager = { PAGER: 'sed s/^/paged:/' }

  ;(hasScript ? test : test.skip)('what is higher goes through the pager, as wide as the terminal', () => {
    const out = onTerminal('explain ct -f examples/crontab/crd.yaml', pager)
    expect(out).toMatch(/^paged:GROUP: {6}stable.example.com\n/)
    for (const line of out.split('\n').filter((text) => !text.includes('https:'))) expect(line.length).toBeLessThan(77)
    expect(onTerminal('explain ct -f examples/crontab/crd.yaml --no-pager', pager)).toMatch(/^GROUP: /)
    expect(onTerminal('explain ct.spec.replicas -f examples/crontab/crd.yaml', pager)).toMatch(/^GROUP: /)
  })
  ;(hasScript ? test : test.skip)('addresses are links there, and only there', () => {
    const words = ['explain', 'ct.kind', ...crontab]
    const url = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds'
    expect(onTerminal(words.join(' '), {})).toContain(`\x1b]8;;${url}\x1b\\${url}\x1b]8;;\x1b\\`)
    expect(crd([...words, '--color', 'always']).out).toContain(`    ${url}\n`)
  })
})
