import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { crd, root } from './cli.ts'
import { type JSONSchema, mismatches } from './matches-schema.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-config-'))
  mkdirSync(join(folder, 'below/deep'), { recursive: true })
  for (const name of ['crd', 'bad', 'good'])
    writeFileSync(join(folder, `${name}.yaml`), readFileSync(`${root}examples/crontab/${name}.yaml`))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const whole = `# What this repository wants.
apiVersion: kubectl-crd/v1
kind: Config
crds: [crd.yaml]
kubeVersion: "1.31"
failOn: warning
strictKinds: true
advice: [all, -CRD0307]
ignore:
- code: CRD0103
  field: spec.replicas
  file: "*.yaml"
  kind: CronTab
  name: Nightly_Backup
  reason: an old one
  expires: 2999-12-31
`

function run(config: string, ...words: string[]) {
  writeFileSync(join(folder, '.kubectl-crd.yaml'), config)
  return crd(['validate', ...words], { cwd: join(folder, 'below/deep') })
}
const bad = '../../bad.yaml'

describe('.kubectl-crd.yaml', () => {
  test('is found upward; its paths count from its own folder', () => {
    const { out, err, status } = run(whole, bad)
    expect([status, err]).toEqual([1, expect.stringContaining('1 finding ignored')])
    expect(out).not.toContain('spec.replicas should be')
    expect(out).toContain('../../crd.yaml:')
  })
  test('--no-config and a repository of its own leave it out', () => {
    expect(run(whole, bad, '--no-config').err).toContain('4 unknown')
    mkdirSync(join(folder, 'below/.git'))
    expect(run(whole, bad).err).toContain('4 unknown')
    expect(run(whole, bad, '--config', '../../.kubectl-crd.yaml').err).not.toContain('unknown')
    rmSync(join(folder, 'below/.git'), { recursive: true })
  })
  test('flags come before it', () => {
    const version = (...words: string[]) => JSON.parse(run(whole, bad, '-o', 'json', ...words).out).serverVersion
    expect(version()).toBe('1.31')
    expect(version('--kube-version', '1.33')).toBe('1.33')
    const good = ['../../crd.yaml', '--advice', 'none,CRD0307']
    expect(run('failOn: warning\n', '../../crd.yaml', '--fail-on', 'error').status).toBe(0)
    expect(run('advice: all\n', ...good).status).toBe(0)
  })
  test('a rule that has expired does not count, and that is said', () => {
    const { out, err } = run(whole.replace('2999-12-31', '2020-02-01'), bad)
    expect(out).toContain('spec.replicas should be')
    expect(err).toContain('.kubectl-crd.yaml:16:12: the rule to ignore CRD0103 has expired')
  })
  test.each<[config: string, place: string, hint: string]>([
    ['crd: [a]', '1:1: unknown key "crd"', 'did you mean crds?'],
    ['crds: {a: b}', '1:7: crds is no list', 'after a dash'],
    ['crds: [nowhere]', '1:8: the path "nowhere" does not exist', 'from the folder of this file'],
    ['kubeVersion: 1.34', '1:14: kubeVersion is no text', 'in quotes'],
    ['kubeVersion: "1.99"', '1:14: the rules of Kubernetes 1.99 are not known', '1.30 to'],
    ['failOn: never', '1:9: failOn is "never"', 'error or warning'],
    ['advice: nothing', '1:9: no advice is called "nothing"', 'none, usual, all'],
    ['strictKinds: 1', '1:14: strictKinds is neither', ''],
    ['ignore: [{code: CRD0103}]', '1:10: no reason is given', 'add reason'],
    ['ignore: [{reason: x}]', '1:10: a rule without code', 'add code'],
    ['ignore: [{code: CRD103, reason: x}]', '1:17: no finding has the code', 'did you mean CRD0103?'],
    ['ignore: [{code: CRD0103, reason: x, expires: soon}]', '1:46: "soon" is no date', '2027-01-31'],
    ['"a\\e[2J\\u202Eb": 1', '1:1: unknown key "a', 'known are'],
    ['a: [', '1:5: yaml: ', ''],
    ['[1]', '1:1: the configuration is no mapping', 'it takes'],
    ['crds: a\ncrds: b', '2:1: key "crds" occurs twice', ''],
    ['failOn: error\n---\nfailOn: error', '3:1: a second document', ''],
  ])('%s: %s', (config, place, hint) => {
    const { status, err } = run(config, bad)
    expect([status, err]).toEqual([2, expect.stringContaining(`.kubectl-crd.yaml:${place}`)])
    expect(err).toContain(hint)
    expect(err).not.toMatch(/[\x1b\u202e]/)
  })
  test('explain takes its CRDs from there too', () => {
    writeFileSync(join(folder, '.kubectl-crd.yaml'), whole)
    const env = { KUBECONFIG: '/nonexistent', KUBERNETES_MASTER: 'http://127.0.0.1:1' }
    const explain = (cwd: string) => crd(['explain', 'ct.spec.replicas'], { cwd, env })
    expect(explain(join(folder, 'below'))).toMatchObject({
      status: 0,
      out: expect.stringContaining('KIND:       CronTab'),
    })
    expect(explain(root)).toMatchObject({ status: 2, err: expect.stringContaining('under crds') })
  })
  test('that is not there is wrong usage', () => {
    expect(crd(['validate', 'examples/zone', '--config', 'none.yaml'])).toMatchObject({ status: 2 })
  })
  test('is what docs/schemas/config.json says', () => {
    const schema = JSON.parse(readFileSync(`${root}docs/schemas/config.json`, 'utf8')) as JSONSchema
    const [document] = readManifests({ name: '', text: whole })
    expect(mismatches(JSON.parse(JSON.stringify(document!.root)), schema)).toEqual([])
  })
})
