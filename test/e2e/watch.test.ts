import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { crd, root } from './cli.ts'

let folder: string
let child: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-watch-'))
  cpSync(`${root}test/e2e/update`, folder, { recursive: true })
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const end = 'Watching for changes; Ctrl-C ends it.'

/** Runs a program; what it returns waits for a pass whose output meets a condition, and gives that. */
function passes(program: string, ...words: string[]): (holds: (said: string) => boolean) => Promise<string> {
  let said = ''
  let told = () => {}
  child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const take = (chunk: Buffer) => {
    said += chunk
    if (said.includes(end)) told()
  }
  child.stdout!.on('data', take)
  child.stderr!.on('data', take)
  return async (holds) => {
    // Writing a file may be seen in two steps, and so give a pass more.
    for (;;) {
      if (!said.includes(end)) await new Promise<void>((resolve) => (told = resolve))
      const at = said.indexOf(end) + end.length
      const pass = said.slice(0, at)
      said = said.slice(at)
      if (holds(pass)) return pass
    }
  }
}

function edit(name: string, from: string, to: string): void {
  const path = join(folder, name)
  const before = readFileSync(path, 'utf8')
  expect(before).toContain(from)
  writeFileSync(path, before.replace(from, to))
}

const has = (text: string) => (said: string) => said.includes(text)
const plugin = `${root}bin/kubectl-crd`

jest.setTimeout(30_000)

describe('--watch', () => {
  test('judges again what was saved; everything when it is a CRD or the configuration', async () => {
    const next = passes(plugin, 'validate', '.', '--advice', 'none', '--watch')
    await next(has('5 documents in 3 inputs: 3 valid, 2 invalid'))
    edit('new.yaml', 'size: 40', 'size: 4')
    expect(await next(has('2 documents in 1 input: 2 valid'))).toContain('Changed: new.yaml\n')
    edit('crd.yaml', 'maximum: 10', 'maximum: 1')
    await next(has('5 documents in 3 inputs: 2 valid, 3 invalid'))
    writeFileSync(join(folder, '.kubectl-crd.yaml'), 'failOn: never\n')
    await next(has('error: .kubectl-crd.yaml:1:9: failOn is "never"'))
    writeFileSync(join(folder, '.kubectl-crd.yaml'), 'ignore: [{code: CRD0103, reason: test}]\n')
    await next(has('5 documents in 3 inputs: 5 valid; 3 findings ignored'))
    rmSync(join(folder, 'old.yaml'))
    await next(has('Changed: old.yaml'))
    child!.kill('SIGINT')
    expect(await new Promise((resolve) => child!.on('close', (_code, signal) => resolve(signal)))).toBe('SIGINT')
  })
  test('a file by its name, and what it is an update of', async () => {
    const next = passes(plugin, 'validate', 'new.yaml', '--crds', 'crd.yaml', '--old', 'old.yaml', '-w')
    await next(has('name is immutable'))
    edit('old.yaml', 'name: x', 'name: other')
    await next((said) => !said.includes('name is immutable'))
  })
  const script = spawnSync('script', ['--version']).status === 0 ? test : test.skip
  script('on a terminal each pass begins on a new screen', async () => {
    const next = passes('script', '-qefc', `${plugin} validate . --watch`, '/dev/null')
    await next((said) => !said.includes('\x1b[2J'))
    edit('new.yaml', 'size: 40', 'size: 4')
    await next(has('\x1b[2J\x1b[3J\x1b[H'))
  })
  test('standard input cannot be watched', () => {
    expect(crd(['validate', '-f', '-', '--watch'], { input: '' })).toMatchObject({
      status: 2,
      err: 'error: standard input cannot be watched\nhint: name files or folders\n',
    })
  })
})
