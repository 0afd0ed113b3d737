import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { type Dict, isDict, type List, type Value } from '../../src/model/value.ts'
import { crd, root } from './cli.ts'

function yaml(name: string): Value {
  const text = readFileSync(root + name, 'utf8')
  // The reader takes objects only.
  const [document] = readManifests({
    name,
    text: text.startsWith('- ') || /\n- /.test(`\n${text}`) ? `list:\n${text}` : text,
  })
  expect(document!.findings).toEqual([])
  return document!.root!
}

describe('action.yml', () => {
  const action = yaml('action.yml') as Dict
  const { steps } = action.runs as { steps: List } & Dict
  const step = steps.at(-1) as { env: Dict; run: string } & Dict

  /** Runs the last step as GitHub does: with what inputs expand to in its environment. */
  function run(inputs: Record<string, string>) {
    const declared = action.inputs as Record<string, Dict>
    const env = Object.entries(step.env).map(([key, expression]) => {
      const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(expression))![1]!
      expect(declared[name]).toBeDefined()
      return [key, inputs[name] ?? String(declared[name]!.default)]
    })
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_ACTION_PATH: root, ...Object.fromEntries(env) },
    })
    return { status, out: stdout, err: stderr }
  }

  test('annotates what is wrong and fails', () => {
    const { status, out } = run({ paths: 'examples/zone\nexamples/crontab/crd.yaml\n' })
    expect([status, out]).toEqual([1, expect.stringMatching(/^::error file=examples\/zone\/bad\.yaml,line=\d+/)])
  })
  test('passes every input on, and nothing of it is a command', () => {
    const good = {
      paths: 'examples/sampledb/good.yaml',
      crds: 'examples/sampledb/crd.yaml\nexamples/zone',
      'kube-version': '1.33',
    }
    const { status, out } = run({ ...good, output: 'json', args: '' })
    expect([status, JSON.parse(out).serverVersion]).toEqual([0, '1.33'])
    expect(run({ ...good, 'fail-on': 'warning' }).status).toBe(1)
    expect(run({ paths: '$(touch /tmp/x); `id`' })).toMatchObject({
      status: 2,
      err: expect.stringContaining('$(touch'),
    })
  })
})

describe('actions/diff/action.yml', () => {
  const action = yaml('actions/diff/action.yml') as Dict
  const step = (action.runs as { steps: List } & Dict).steps.at(-1) as { env: Dict; run: string } & Dict
  const declared = action.inputs as Record<string, Dict>
  let folder: string
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd,
      encoding: 'utf8',
    }).trim()
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-action-'))
    mkdirSync(join(folder, 'origin/crds'), { recursive: true })
    git(folder, 'init', '-q', 'origin')
    for (const name of ['old', 'new']) {
      writeFileSync(join(folder, 'origin/crds/a.yaml'), readFileSync(`${root}test/e2e/diff/${name}.yaml`))
      git(join(folder, 'origin'), 'add', '.')
      git(join(folder, 'origin'), 'commit', '-qm', name)
    }
    // As the checkout of a workflow: one commit.
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}/origin`, 'checkout')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function run(inputs: Record<string, string>) {
    const env = Object.entries(step.env).map(([key, expression]) => {
      const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(expression))![1]!
      expect(declared[name]).toBeDefined()
      return [key, inputs[name] ?? String(declared[name]!.default)]
    })
    const summary = join(folder, 'summary.md')
    writeFileSync(summary, '')
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: join(folder, 'checkout'),
      encoding: 'utf8',
      env: {
        ...process.env,
        GITHUB_ACTION_PATH: `${root}actions/diff`,
        GITHUB_STEP_SUMMARY: summary,
        ...Object.fromEntries(env),
      },
    })
    return { status, out: stdout, err: stderr, summary: readFileSync(summary, 'utf8') }
  }

  test('gets the base, annotates what breaks, writes a summary, and fails', () => {
    const base = git(join(folder, 'origin'), 'rev-parse', 'HEAD^')
    const { status, out, summary } = run({ path: 'crds', base })
    expect([status, out]).toEqual([1, expect.stringMatching(/^::error file=crds\/a\.yaml,line=\d+/m)])
    expect(summary).toContain('CRD2011')
    const quiet = run({
      path: 'crds',
      base,
      summary: 'false',
      output: 'json',
      perspective: 'admin',
      args: '--no-config',
    })
    expect([quiet.summary, JSON.parse(quiet.out).pairs[0].plan.length > 0]).toEqual(['', true])
  })
  test('passes where nothing breaks', () => {
    expect(run({ path: 'crds', base: 'HEAD' })).toMatchObject({ status: 0 })
  })
  test('nothing of an input is a command', () => {
    expect(run({ path: '$(touch x); `id`', base: 'HEAD' })).toMatchObject({
      status: 2,
      err: expect.stringContaining('$(touch'),
    })
    expect(existsSync(join(folder, 'checkout/x'))).toBe(false)
    expect(run({ path: 'crds', base: '--upload-pack=id' }).status).not.toBe(0)
  })
})

describe('.pre-commit-hooks.yaml', () => {
  const [hook] = (yaml('.pre-commit-hooks.yaml') as { list: List } & Dict).list
  const { entry, files, exclude } = isDict(hook) ? (hook as Record<string, string>) : {}

  test('judges the files that are given, and leaves alone what is no resource', () => {
    const [program, ...words] = entry!.split(' ')
    expect(program).toBe('kubectl-crd')
    const others = ['docs/schemas/config.json', '.pre-commit-hooks.yaml', 'action.yml']
    expect(crd([...words, 'examples/zone/good.yaml', 'examples/zone/crd.yaml', ...others])).toMatchObject({ status: 0 })
    expect(crd([...words, 'examples/zone/bad.yaml', 'examples/zone/crd.yaml']).status).toBe(1)
  })
  test.each([
    ['a/app.yaml', true],
    ['app.yml', true],
    ['app.json', true],
    ['main.go', false],
    ['package-lock.json', false],
    ['a/kustomization.yaml', false],
    ['chart/templates/a.yaml', false],
    ['chart/values-prod.yaml', false],
  ])('%s is one of them: %s', (name, expected) => {
    expect(new RegExp(files!).test(name) && !new RegExp(exclude!).test(name)).toBe(expected)
  })
})
