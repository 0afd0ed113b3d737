import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { crd, root } from './cli.ts'
import { expectGolden } from './golden.ts'

const [old, now] = ['test/e2e/diff/old.yaml', 'test/e2e/diff/new.yaml']
const diff = (...words: string[]) => crd(['diff', ...words])

describe('formats', () => {
  test.each([
    ['text', 'txt'],
    ['json', 'json'],
    ['yaml', 'yaml'],
    ['markdown', 'md'],
    ['sarif', 'sarif'],
    ['junit', 'xml'],
    ['github', 'github.txt'],
  ])('-o %s', (format, extension) => {
    const { status, out } = diff(old, now, '-o', format)
    expect(status).toBe(1)
    expectGolden(`diff/crontab.${extension}`, out.replace(/"version":"[\d.]+"/, '"version":"0.0.0"'))
  })
  test('everything, for an administrator', () => {
    expectGolden('diff/crontab.admin.txt', diff(old, now, '--perspective', 'admin', '-v').out)
  })
  test('json is as docs/schemas/diff-report.json says', () => {
    const schema = JSON.parse(readFileSync(`${root}docs/schemas/diff-report.json`, 'utf8')) as object
    const validate = new Ajv({ allErrors: true }).compile(schema)
    for (const words of [[], ['--perspective', 'admin', '--against', 'test/e2e/diff/objects.yaml']]) {
      validate(JSON.parse(diff(old, now, '-o', 'json', ...words).out))
      expect(validate.errors).toBeNull()
    }
    expect(validate({ kind: 'DiffReport' })).toBe(false)
  })
})

describe('exit codes', () => {
  test('0: nothing breaks', () => {
    expect(diff(now, now)).toMatchObject({
      status: 0,
      out: '',
      err: expect.stringContaining('compatible: compared 1 of 1'),
    })
  })
  test('1: something breaks', () => {
    expect(diff(old, now)).toMatchObject({ status: 1, err: expect.stringContaining('breaking: compared 1 of 2') })
  })
  test.each([
    ['one path', [old], /takes two paths/],
    ['no such file', [old, 'none.yaml'], /"none.yaml" does not exist/],
    ['no CRD', [old, 'test/e2e/diff/objects.yaml'], /no CRD in "test\/e2e\/diff\/objects.yaml"/],
    [
      'nothing in common',
      [old, 'examples/crontab/../zone/crd.yaml'],
      /nothing to compare: no CRD has the same group and kind/,
    ],
    ['no such revision', ['nonesuch:crd.yaml', now], /git knows no revision "nonesuch"/],
    ['no such file in git', ['HEAD:nonesuch.yaml', now], /no file "nonesuch.yaml" in git revision "HEAD"/],
    ['standard input twice', ['-', '-'], /standard input/],
  ])('2: %s', (_, words, why) => {
    expect(diff(...words)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(why) })
  })
  test.each([
    [
      'between keys',
      (text: string) => text.slice(0, text.indexOf('storage: true')),
      /cannot read the CRD at stdin:\d+: no version is for storage/,
    ],
    ['within a text', (text: string) => text.slice(0, text.indexOf('pattern:') + 12), /cannot read stdin:\d+/],
  ])('2: a file that is cut off %s', (_, cut, why) => {
    const input = cut(readFileSync(`${root}examples/crontab/crd.yaml`, 'utf8'))
    expect(crd(['diff', 'examples/crontab/crd.yaml', '-'], { input })).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(why),
    })
  })
})

test('what clients read counts for clients', () => {
  const read = (...words: string[]) => {
    const text = (type: string) =>
      `${readFileSync(`${root}test/e2e/diff/old.yaml`, 'utf8').split('---')[0]!.replace('image: {type: string}', `image: {${type}}`)}`
    const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-diff-'))
    writeFileSync(join(folder, 'a.yaml'), text('type: string'))
    writeFileSync(join(folder, 'b.yaml'), text('x-kubernetes-int-or-string: true'))
    const { status } = diff(join(folder, 'a.yaml'), join(folder, 'b.yaml'), ...words)
    rmSync(folder, { recursive: true })
    return status
  }
  expect([read(), read('--perspective', 'client')]).toEqual([0, 1])
})

test('--against says what becomes of objects', () => {
  const { pairs } = JSON.parse(diff(old, now, '--against', 'test/e2e/diff/objects.yaml', '-o', 'json').out)
  expect(pairs[0].against).toEqual({
    objects: 3,
    create: ['a/many'],
    update: [],
    lost: [{ path: 'spec.user', names: ['b/user'] }],
  })
})

test('--emit-witness writes objects that the old CRD accepts and the new refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-diff-'))
  try {
    diff(old, now, '--emit-witness', folder)
    const files = readdirSync(folder)
    expect(files).toContain('crontabs.stable.example.com-CRD2011-1.yaml')
    const judged = (crds: string) => crd(['validate', '-f', folder, '--crds', crds, '-o', 'json'])
    const verdicts = (said: { out: string }) =>
      (JSON.parse(said.out).results as { verdict: string }[]).map(({ verdict }) => verdict)
    expect(new Set(verdicts(judged(old)))).toEqual(new Set(['valid']))
    // The object of a changed default is fine in both.
    expect(verdicts(judged(now)).filter((verdict) => verdict === 'invalid')).toHaveLength(files.length - 1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('in a repository', () => {
  let folder: string
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, stdio: 'pipe' })
  const commit = () => git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'x')
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-git-'))
    git('init', '-q')
    mkdirSync(join(folder, 'crds/deep'), { recursive: true })
    writeFileSync(join(folder, 'crds/deep/a.yaml'), readFileSync(`${root}${old}`))
    writeFileSync(join(folder, 'crds/notes.txt'), 'none')
    git('add', '.')
    commit()
    writeFileSync(join(folder, 'crds/deep/a.yaml'), readFileSync(`${root}${now}`))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const status = (cwd: string, ...words: string[]) => crd(['diff', ...words], { cwd: join(folder, cwd) }).status

  test.each([
    ['a file', '.', ['HEAD:crds/deep/a.yaml', 'crds/deep/a.yaml'], 1],
    ['a folder', '.', ['HEAD:crds', 'crds'], 1],
    ['all', '.', ['HEAD:', '.'], 1],
    ['from a folder below, as git counts', 'crds/deep', ['HEAD:crds', '.'], 1],
    ['from a folder below, as people count', 'crds/deep', ['HEAD:a.yaml', 'a.yaml'], 1],
    ['the index, which is as it was committed', '.', ['HEAD:crds', ':crds'], 0],
    ['the index and the working tree', 'crds', [':deep/a.yaml', 'deep/a.yaml'], 1],
    ['an option for a revision', '.', ['--output=x:crds', 'crds'], 2],
  ])('%s', (_, cwd, words, expected) => {
    expect(status(cwd, ...words)).toBe(expected)
  })
  test('waivers let changes pass, and are told when they are of no use', () => {
    const config = (waivers: string) =>
      writeFileSync(join(folder, '.kubectl-crd.yaml'), `diff:\n  waivers:\n${waivers}`)
    const codes = ['CRD2011', 'CRD2014', 'CRD2018', 'CRD2019', 'CRD2031']
    config(codes.map((code) => `  - {code: ${code}, reason: agreed}\n`).join(''))
    const lone = (name: string, from: string) =>
      writeFileSync(join(folder, name), readFileSync(`${root}${from}`, 'utf8').split('---')[0]!)
    lone('a.yaml', old)
    lone('b.yaml', now)
    expect(crd(['diff', 'a.yaml', 'b.yaml'], { cwd: folder })).toMatchObject({
      status: 0,
      out: expect.stringContaining('= waived: agreed'),
    })
    config('  - {code: CRD2066, reason: never}\n  - {code: CRD2011, reason: late, expires: 2020-01-01}\n')
    const { status: failed, err } = crd(['diff', 'a.yaml', 'b.yaml'], { cwd: folder })
    expect(failed).toBe(1)
    expect(err).toContain('the waiver of CRD2066 lets nothing pass')
    expect(err).toContain('the waiver of CRD2011 has expired')
    writeFileSync(
      join(folder, '.kubectl-crd.yaml'),
      `diff:\n  severity: {${codes.map((code) => `${code}: warning`).join(', ')}}`,
    )
    expect(crd(['diff', 'a.yaml', 'b.yaml'], { cwd: folder }).status).toBe(0)
    rmSync(join(folder, '.kubectl-crd.yaml'))
  })
})
