import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SourceError } from '../../src/model/ports.ts'
import { files } from '../../src/sources/files.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
  for (const name of ['b.yaml', 'a.yml', 'c.JSON', 'notes.txt', 'sub/d.yaml', 'sub/deep/e.json', '.git/f.yaml']) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), `name: ${name}\n`)
  }
  symlinkSync('..', join(folder, 'sub/up'))
  symlinkSync('b.yaml', join(folder, 'z.yaml'))
  symlinkSync('circle', join(folder, 'circle'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function names(path: string, recursive = false): string[] {
  return [...files(join(folder, path), recursive)].map(({ name }) => name.slice(folder.length + 1))
}

describe('what kubectl -f takes', () => {
  test.each<[path: string, recursive: boolean, expected: string[]]>([
    ['b.yaml', false, ['b.yaml']],
    ['notes.txt', false, ['notes.txt']],
    ['.', false, ['a.yml', 'b.yaml', 'c.JSON', 'z.yaml']],
    ['.', true, ['a.yml', 'b.yaml', 'c.JSON', 'sub/d.yaml', 'sub/deep/e.json', 'z.yaml']],
    ['sub', false, ['sub/d.yaml']],
    ['*.y*ml', false, ['a.yml', 'b.yaml', 'z.yaml']],
    ['s*', true, ['sub/d.yaml', 'sub/deep/e.json']],
  ])('%s, recursive %s', (path, recursive, expected) => {
    expect(names(path, recursive)).toEqual(expected)
  })
})

test('a file is read when it is asked for', async () => {
  const [source] = files(join(folder, 'z.yaml'), false)
  expect(new TextDecoder().decode(await source!.read())).toBe('name: b.yaml\n')
})

test('why a file cannot be read is said, its name once', () => {
  const path = join(folder, 'sub/gone.yaml')
  writeFileSync(path, '')
  const [source] = files(path, false)
  rmSync(path)
  expect(() => source!.read()).toThrow(/^cannot read ".*gone\.yaml": ENOENT: no such file or directory$/)
})

test('a folder with files only below it mentions -R', () => {
  for (const name of ['empty', 'outer/inner']) mkdirSync(join(folder, 'others', name), { recursive: true })
  expect(() => names('others/empty')).toThrow(/^no \.json, \.yaml or \.yml file in "[^"]*"$/)
  expect(() => names('others')).toThrow(/file in "[^"]*"$/)
  writeFileSync(join(folder, 'others/outer/inner/a.yaml'), '')
  expect(() => names('others')).toThrow(/; those in folders below are found with -R$/)
})

test.each(['nothing.yaml', '*.nothing', 'circle', 'b.yaml/x', 'nul\0.yaml', 'x'.repeat(5000)])('%j is said', (path) => {
  expect(() => names(path)).toThrow(SourceError)
})
