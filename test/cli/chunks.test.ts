import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Chunks, codeFolder } from '../../src/cli/chunks.ts'

describe('where compiled code is kept', () => {
  const end = `/kubectl-crd/code/b1-${process.version}-${process.arch}`
  test.each([
    [{ HOME: '/h' }, `/h/.cache${end}`],
    [{ HOME: '/h', XDG_CACHE_HOME: '/x' }, `/x${end}`],
    [{ LOCALAPPDATA: 'C:\\l' }, `C:\\l${end}`],
    [{}, undefined],
    [{ HOME: '' }, undefined],
    [{ HOME: '/h', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
  ])('%j', (env, folder) => {
    expect(codeFolder(env, 'b1')).toBe(folder)
  })
})

describe('chunks', () => {
  let folder: string
  let code: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-chunks-'))
    code = join(folder, 'code')
    chunk('main', `const { twice } = require('./other.cjs'); exports.answer = () => twice(21)`)
    chunk('other', `exports.twice = (n) => n * 2; exports.sep = require('node:path').sep`)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function chunk(name: string, text: string): void {
    writeFileSync(join(folder, `${name}.cjs`), `(function(exports,require,module){${text}})`)
  }

  function run(place: string | undefined): number {
    const chunks = new Chunks(folder, place)
    const { answer } = chunks.load('./main.cjs') as { answer(): number }
    const result = answer()
    chunks.keep()
    return result
  }

  test('are loaded once, need each other, and their code is kept for the user alone', () => {
    expect(run(code)).toBe(42)
    expect(readdirSync(code).sort()).toEqual(['main.cjs', 'other.cjs'])
    expect(statSync(join(code, 'main.cjs')).mode & 0o777).toBe(0o600)
    expect(statSync(code).mode & 0o777).toBe(0o700)
    expect(run(code)).toBe(42)
    const chunks = new Chunks(folder, code)
    expect(chunks.load('./main.cjs')).toBe(chunks.load('./main.cjs'))
  })

  test('code that is of no use is replaced', () => {
    for (const junk of ['', 'junk', '\0'.repeat(5000)]) {
      // V8 itself remembers what it compiled of a text in this process.
      chunk('main', `exports.answer = () => 42 // ${junk.length}\n`)
      mkdirSync(code, { recursive: true })
      writeFileSync(join(code, 'main.cjs'), junk)
      expect(run(code)).toBe(42)
      expect(readFileSync(join(code, 'main.cjs')).length).toBeGreaterThan(200)
      expect(readFileSync(join(code, 'main.cjs'), 'latin1')).not.toBe(junk)
    }
  })

  test('nothing is kept where nothing can be', () => {
    expect(run(undefined)).toBe(42)
    writeFileSync(code, 'a file')
    expect(run(code)).toBe(42)
    const closed = join(folder, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o500)
    expect(run(join(closed, 'code'))).toBe(42)
  })
})
