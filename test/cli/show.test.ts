import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { show } from '../../src/cli/show.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-show-'))
const paged = join(folder, 'paged')
beforeEach(() => rmSync(paged, { force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is written on the terminal, and what the pager got. */
async function shown(text: string, given: Partial<Terminal> = {}, pager = true): Promise<[string, string | undefined]> {
  let out = ''
  const terminal: Terminal = {
    out: (more) => {
      out += more
    },
    err: () => {},
    isTTY: true,
    inIsTTY: () => false,
    errIsTTY: true,
    colors: true,
    width: 20,
    height: 5,
    ...given,
    env: { PATH: process.env.PATH, PAGER: `cat > '${paged}'`, ...given.env },
  }
  await show(text, terminal, { pager })
  return [out, existsSync(paged) ? readFileSync(paged, 'utf8') : undefined]
}

const tall = '1\n2\n3\n4\n5\n'
const fits = '1\n2\n3\n4\n'

test('only what is too high for a terminal goes to the pager', async () => {
  expect(await shown(tall)).toEqual(['', tall])
  expect(await shown(`${'x'.repeat(90)}\n`)).toEqual(['', `${'x'.repeat(90)}\n`])
})
test('nor where nobody wants one', async () => expect(await shown(tall, {}, false)).toEqual([tall, undefined]))
test.each<[string, string, Partial<Terminal>]>([
  ['it fits', fits, {}],
  ['no terminal', tall, { isTTY: false }],
  ['a dumb terminal', tall, { env: { TERM: 'dumb' } }],
  ['no pager is wanted', tall, { env: { PAGER: '' } }],
  ['cat is none', tall, { env: { KUBE_PAGER: ' cat ' } }],
  ['KUBE_PAGER goes before PAGER', tall, { env: { KUBE_PAGER: '' } }],
  ['it is not there', tall, { env: { PAGER: '/nonexistent/pager 2> /dev/null' } }],
  ['less is not there', tall, { env: { PAGER: undefined, PATH: folder } }],
])('not when %s', async (_, text, given) => {
  expect(await shown(text, given)).toEqual([text, undefined])
})

test('a pager that ends early is left alone', async () => {
  const long = 'line\n'.repeat(100_000)
  expect(await shown(long, { env: { PAGER: 'true' } })).toEqual(['', undefined])
})

test('links are for terminals', async () => {
  const link = '\x1b]8;;https://a.example/b\x1b\\https://a.example/b\x1b]8;;\x1b\\'
  expect(await shown(`${link}\n`)).toEqual([`${link}\n`, undefined])
  expect(await shown(`${link}\n${tall}`)).toEqual(['', `https://a.example/b\n${tall}`])
})
