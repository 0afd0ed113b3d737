import { describe, expect, test } from '@jest/globals'
import { crd } from './cli.ts'
import { expectGolden } from './golden.ts'

const crontab = ['-f', 'examples/crontab/crd.yaml']

describe('sample', () => {
  test.each([
    ['crontab.yaml', crontab],
    ['crontab-minimal.yaml', [...crontab, '--minimal']],
    ['crontab-full.yaml', [...crontab, '--full']],
    ['crontab-full.json', [...crontab, '--full', '-o', 'json']],
    ['crontab-commented.yaml', [...crontab, '--commented']],
    [
      'crontab-set.yaml',
      ['ct', ...crontab, '--set', 'spec.env[1].name=B', '--set', 'spec.image=1', '--name', 'nightly', '-n', 'jobs'],
    ],
    ['innodbcluster.yaml', ['innodbclusters.mysql.oracle.com', '-f', 'examples/mysql/crds.yaml', '--full']],
    ['postgresql-volume.yaml', ['pg.spec.volume', '-f', 'examples/postgresql/crd.yaml', '--commented', '--full']],
    ['sampledb.yaml', ['-f', 'examples/sampledb/crd.yaml', '--all-versions']],
  ])('%s', (name, words) => {
    const { status, out, err } = crd(['sample', ...words])
    expect([status, err]).toEqual([0, ''])
    expectGolden(`sample/${name}`, out)
  })

  test('is valid to validate', () => {
    const { out } = crd(['sample', ...crontab, '--full'])
    expect(crd(['validate', '-f', '-', '--crds', 'examples/crontab/crd.yaml'], { input: out }).status).toBe(0)
  })

  test('that the server would refuse says why', () => {
    expect(crd(['sample', ...crontab, '--minimal', '--set', 'spec.replicas=40'])).toMatchObject({
      status: 1,
      out: expect.stringContaining('replicas: 40'),
      err: 'Warning: the server would refuse this sample: spec.replicas: Invalid value: 40: spec.replicas in body should be less than or equal to 10\nhint: maximum is 10\n',
    })
  })

  test.each<[string[], string]>([
    [[], 'error: which resource?\nhint: name one that the cluster has, or files with -f PATH\n'],
    [['-f', 'none.yaml'], 'error: the path "none.yaml" does not exist\n'],
    [['foo', ...crontab], 'error: no CustomResourceDefinition for "foo" is known\nhint: known: crontabs\n'],
    [['ct.spec.imag', ...crontab], 'error: field "imag" does not exist in spec\nhint: did you mean spec.image?\n'],
    [['ct/nightly', ...crontab], 'error: a sample is of a kind, not of nightly\nhint: name it with --name\n'],
    [
      ['ct', '--minimal', '--full', ...crontab],
      'error: --minimal and --full do not go together\nhint: leave one of them out\n',
    ],
    [
      ['ct', '--commented', '-o', 'json', ...crontab],
      'error: JSON has no comments\nhint: leave out --commented, or -o json\n',
    ],
    [
      ['ct', '--set', 'spec.replicas', ...crontab],
      'error: --set "spec.replicas" has no value\nhint: write it as --set spec.replicas=3\n',
    ],
    [
      ['ct', '--set', 'spec.env=[a', ...crontab],
      'error: --set "spec.env=[a": the value is not YAML\nhint: quote what is not a number or a word\n',
    ],
  ])('%j', (words, err) => expect(crd(['sample', ...words])).toEqual({ status: 2, out: '', err }))
})
