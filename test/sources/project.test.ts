import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SourceNote } from '../../src/model/ports.ts'
import { files } from '../../src/sources/files.ts'
import { findUpward } from '../../src/sources/find-upward.ts'

let folder = ''
const hook = 'kind: CustomResourceDefinition\nmetadata: {annotations: {helm.sh/hook: crd-install}}\n'
const tree: Record<string, string> = {
  'operator/PROJECT': 'layout: [go.kubebuilder.io/v4]\n',
  'operator/Makefile.yaml': 'a: 1\n',
  'operator/config/crd/bases/a.yaml': 'a: 1\n',
  'operator/config/crd/kustomization.yaml':
    'patches:\n- path: patches/a.yaml\n- patch: |-\n    a: 1\nconfigurations: [kustomizeconfig.yaml]\n',
  'operator/config/crd/kustomizeconfig.yaml': 'a: 1\n',
  'operator/config/crd/patches/a.yaml': 'a: 1\n',
  'operator/config/crd/patches/unused.yaml': 'a: 1\n',
  'operator/config/samples/a.yaml': 'a: 1\n',
  'operator/config/samples/kustomization.yaml': 'resources: [a.yaml]\n',
  'operator/bundle/manifests/a.yaml': 'a: 1\n',
  'operator/bundle/metadata/annotations.yaml': 'annotations: {}\n',
  'operator/bundle/tests/scorecard.yaml': 'a: 1\n',
  'empty-operator/PROJECT': '',
  'empty-operator/a.yaml': 'a: 1\n',
  'chart/Chart.yaml': 'name: chart\n',
  'chart/values.yaml': 'a: 1\n',
  'chart/crds/a.yaml': 'a: 1\n',
  'chart/crds/deep/b.yaml': 'a: 1\n',
  'chart/charts/sub/Chart.yaml': 'name: sub\n',
  'chart/charts/sub/crds/c.yaml': 'a: 1\n',
  'chart/templates/hook.yaml': hook,
  'chart/templates/rendered.yaml': `${hook}{{ .Values.a }}\n`,
  'chart/templates/deployment.yaml': '{{ .Values.a }}\n',
  '.kubectl-crd.yaml': 'failOn: warning\n',
  'git/.git/HEAD': '',
  'git/deep/a.yaml': '',
}

const path = process.env.PATH
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'projects-'))
  for (const [name, text] of Object.entries(tree)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  mkdirSync(join(folder, 'bin'))
  process.env.PATH = join(folder, 'bin')
})
afterAll(() => {
  process.env.PATH = path
  rmSync(folder, { recursive: true, force: true })
})

/** The names of sources; of one that is only to say something, what it says. */
function sources(name: string, recursive = false): string[] {
  return [...files(join(folder, name), recursive)].map((source) => {
    try {
      if (!source.generated) source.read()
      return source.name.replaceAll(`${folder}/`, '')
    } catch (error) {
      if (!(error instanceof SourceNote)) throw error
      return `note: ${error.message.replaceAll(`${folder}/`, '')}`
    }
  })
}

describe('folders', () => {
  test('of an operator: its CRDs and samples; its bundle is named', () => {
    expect(sources('operator')).toEqual([
      "note: operator is an operator's project: its config/crd/bases and config/samples are judged; for its bundle name operator/bundle",
      'operator/config/crd/bases/a.yaml',
      'operator/config/samples/a.yaml',
    ])
  })
  test('of an operator, all below: but for pieces that kustomize puts together', () => {
    expect(sources('operator', true)).toEqual([
      'operator/Makefile.yaml',
      'operator/bundle/manifests/a.yaml',
      'operator/config/crd/bases/a.yaml',
      'operator/config/crd/patches/unused.yaml',
      'operator/config/samples/a.yaml',
    ])
  })
  test('of an operator that has neither are as any other', () => {
    expect(sources('empty-operator')).toEqual(['empty-operator/a.yaml'])
  })
  test('of an OLM bundle: its manifests', () => {
    expect(sources('operator/bundle')).toEqual(['operator/bundle/manifests/a.yaml'])
  })
  test('of a chart, without helm: CRDs, and those among templates that need no rendering', () => {
    const expected = [
      'chart/crds/a.yaml',
      'chart/crds/deep/b.yaml',
      'chart/charts/sub/crds/c.yaml',
      'chart/templates/hook.yaml',
      'note: the templates of chart are not judged: helm, which renders them, is not on PATH',
    ]
    expect(sources('chart')).toEqual(expected)
    expect(sources('.', true)).toEqual(expect.arrayContaining(expected))
  })
  test('of a chart, with helm: CRDs, and what it renders', async () => {
    const helm = join(folder, 'bin/helm')
    writeFileSync(helm, '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
    expect(sources('chart').slice(3)).toEqual(['helm template chart'])
    const source = [...files(join(folder, 'chart'), false)].at(-1)
    expect(new TextDecoder().decode(await source!.read())).toBe(`template chart ${folder}/chart\n`)
    writeFileSync(helm, '#!/bin/sh\necho no such value >&2\nexit 1\n', { mode: 0o755 })
    await expect(async () => source!.read()).rejects.toThrow('no such value')
    rmSync(helm)
  })
})

test('a file is found upward, within the repository', () => {
  expect(findUpward('.kubectl-crd.yaml', join(folder, 'operator/config'))).toBe(join(folder, '.kubectl-crd.yaml'))
  expect(findUpward('.kubectl-crd.yaml', join(folder, 'git/deep'))).toBeUndefined()
})
