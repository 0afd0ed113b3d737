import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'
import { expectGolden } from './golden.ts'

let scratch: string
/** Where nothing is found but what the launcher needs. */
let bare: NodeJS.ProcessEnv
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-projects-'))
  mkdirSync(join(scratch, 'bin'))
  for (const name of ['dirname', 'readlink', 'cat']) symlinkSync(`/usr/bin/${name}`, join(scratch, 'bin', name))
  bare = { PATH: join(scratch, 'bin') }
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function program(name: string, text: string): void {
  const path = join(scratch, 'bin', name)
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
}

describe('an OLM bundle', () => {
  test('its examples are judged where they stand; what it owns is held against its CRDs', () => {
    const { status, out, err } = crd(['validate', 'test/e2e/bundle'])
    expect(status).toBe(1)
    expectGolden('validate/bundle.txt', out + err)
  })
  const csv = (examples: string) =>
    `apiVersion: operators.coreos.com/v1alpha1\nkind: ClusterServiceVersion\nmetadata:\n  name: a\n  annotations:\n    alm-examples: ${examples}\n`
  test.each([
    ["'[{]'", 'alm-examples is no JSON'],
    ["'{}'", 'alm-examples is no list'],
    ["'[1]'", '1 skipped (built-in kinds), 1 unreadable'],
    ['"[{\\"apiVersion\\": \\"v1\\", \\"kind\\": \\"Pod\\"}]"', '2 skipped'],
  ])('examples %s', (examples, text) => {
    const { out, err } = crd(['validate', '-f', '-'], { input: csv(examples) })
    expect(out + err).toContain(text)
  })
})

describe('-k', () => {
  const objects = () =>
    `${readFileSync(`${root}test/e2e/update/crd.yaml`, 'utf8')}---\n${readFileSync(`${root}test/e2e/update/old.yaml`, 'utf8')}`
  test('judges what kustomize makes of a folder, or kubectl', () => {
    const folder = join(scratch, 'overlay')
    mkdirSync(folder)
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [x.yaml]\n')
    writeFileSync(join(scratch, 'objects.yaml'), objects())
    expect(crd(['validate', '-k', folder], { env: bare })).toMatchObject({
      status: 2,
      err: expect.stringContaining('-k needs kustomize or kubectl'),
    })
    program('kubectl', `[ "$1" = kustomize ] && cat ${scratch}/objects.yaml`)
    const { status, out, err } = crd(['validate', '-k', folder], { env: bare })
    expect([status, err]).toEqual([1, '3 documents in 1 input: 2 valid, 1 invalid; 1 warning\n'])
    expect(out).toContain(`--> kubectl kustomize ${folder}:31:14`)
    expect(out).not.toContain('kubectl crd explain gadget')
    program('kustomize', 'printf "cannot \\033[2Jbuild" >&2; exit 1')
    expect(crd(['validate', '-k', folder], { env: bare })).toMatchObject({
      status: 2,
      err: expect.stringContaining(`error: kustomize build ${folder}: cannot build`),
    })
  })
  test('says what a folder lacks', () => {
    expect(crd(['validate', '-k', 'examples/zone'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('no kustomization.yaml in "examples/zone"'),
    })
  })
})

test('a chart: its CRDs; that its templates are left out is said', () => {
  const chart = join(scratch, 'chart')
  for (const folder of ['crds', 'templates']) mkdirSync(join(chart, folder), { recursive: true })
  writeFileSync(join(chart, 'Chart.yaml'), 'name: chart\n')
  writeFileSync(join(chart, 'templates/a.yaml'), '{{ .Values }}\n')
  writeFileSync(join(chart, 'crds/crd.yaml'), readFileSync(`${root}test/e2e/update/crd.yaml`))
  expect(crd(['validate', chart], { env: bare })).toMatchObject({
    status: 0,
    err: `Note: the templates of ${chart} are not judged: helm, which renders them, is not on PATH\n1 document in 1 input: 1 valid; 1 warning\n`,
  })
  expect(crd(['validate', chart, '--quiet'], { env: bare }).err).toBe('')
  program('helm', `cat <<'END'\n${readFileSync(`${root}test/e2e/update/old.yaml`, 'utf8')}END`)
  expect(crd(['validate', chart], { env: bare })).toMatchObject({
    status: 1,
    err: '3 documents in 2 inputs: 2 valid, 1 invalid; 1 warning\n',
  })
})
