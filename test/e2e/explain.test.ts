import { describe, expect, test } from '@jest/globals'
import { crd } from './cli.ts'
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
