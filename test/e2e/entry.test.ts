import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { root } from './cli.ts'

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-entry-'))
  // A checkout without node_modules.
  mkdirSync(join(scratch, 'bin'))
  for (const name of ['kubectl-crd', 'run.cjs']) copyFileSync(`${root}bin/${name}`, join(scratch, 'bin', name))
  writeFileSync(join(scratch, 'package.json'), '{"type": "module"}')
  symlinkSync(`${root}dist`, join(scratch, 'dist'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Runs the launcher with a Node on PATH that says it is of another version. */
function withNode(version: string) {
  const folder = join(scratch, version)
  mkdirSync(folder)
  const age = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  writeFileSync(join(folder, 'age.cjs'), age)
  writeFileSync(join(folder, 'node'), `#!/bin/sh\nexec '${process.execPath}' --require '${folder}/age.cjs' "$@"\n`)
  chmodSync(join(folder, 'node'), 0o755)
  return spawnSync(join(scratch, 'bin/kubectl-crd'), ['version', '--short'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:/usr/bin:/bin` },
  })
}

test.each(['14.21.3', '20.20.2', '22.0.0', '22.12.0'])('Node.js %s is too old, and what to do is said', (version) => {
  const { status, stdout, stderr } = withNode(version)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    `error: Node.js 22.13 or later is needed, this is ${version}\n` +
      'hint: install it from https://nodejs.org; in a checkout, npm ci brings it\n',
  )
})
test.each(['22.13.0', '26.0.0'])('Node.js %s will do', (version) => {
  expect(withNode(version)).toMatchObject({ status: 0, stderr: '' })
})

const full = existsSync('/dev/full') ? test : test.skip
full('a full disk is said, and is no bug', () => {
  const run = (redirections: string) =>
    spawnSync('sh', ['-c', `bin/kubectl-crd validate -f examples/zone ${redirections}`], {
      cwd: root,
      encoding: 'utf8',
    })
  const { status, stderr } = run('> /dev/full')
  expect([status, stderr]).toEqual([2, 'error: cannot write the output: no space left on device\n'])
  expect(run('2> /dev/full').status).toBe(1)
})
