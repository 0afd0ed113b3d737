import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { commands } from './binaries.ts'
import { pinnedVersion } from './build.ts'

const dir = mkdtempSync(join(tmpdir(), 'kubectl-crd-binaries-'))
const cache = join(dir, 'cache')
const cached = join(cache, 'kubectl-crd', 'control-plane')
let server: Server
let url = ''
/** What the index says of the archive. */
let hash = ''

beforeAll(async () => {
  // A PATH with what unpacking needs, and without Go.
  mkdirSync(join(dir, 'bin'))
  for (const program of ['tar', 'gzip', 'gunzip', 'sh']) {
    const found = process.env.PATH?.split(':')
      .map((folder) => join(folder, program))
      .find(existsSync)
    if (found) symlinkSync(found, join(dir, 'bin', program))
  }
  const programs = join(dir, 'controller-tools', 'envtest')
  mkdirSync(programs, { recursive: true })
  for (const command of commands) {
    writeFileSync(join(programs, command), '#!/bin/sh\n')
    chmodSync(join(programs, command), 0o755)
  }
  execFileSync('tar', ['-czf', 'archive.tar.gz', 'controller-tools'], { cwd: dir })
  const archive = readFileSync(join(dir, 'archive.tar.gz'))
  hash = createHash('sha512').update(archive).digest('hex')
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `envtest-${pinnedVersion()}-${process.platform}-${arch}.tar.gz`
  server = createServer((request, response) => {
    if (request.url !== '/index.yaml') response.end(archive)
    else response.end(`releases:\n  ${pinnedVersion()}:\n    ${name}:\n      hash: ${hash}\n      selfLink: /archive\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.yaml`
})

afterAll(() => {
  server.close()
  rmSync(dir, { recursive: true })
})

test('none, and nothing to make them with: says what to do', async () => {
  const said = await find({})
  expect(said).toMatch(/install Go .* or set KUBEBUILDER_ASSETS to a folder .* or set KUBECTL_CRD_ENVTEST_URL/)
})

test('KUBEBUILDER_ASSETS comes first', async () => {
  const folder = join(dir, 'controller-tools', 'envtest')
  expect(await find({ KUBEBUILDER_ASSETS: folder })).toBe(folder)
})

test('KUBEBUILDER_ASSETS without all programs: says which', async () => {
  expect(await find({ KUBEBUILDER_ASSETS: dir })).toContain(`${dir} has no etcd, kube-apiserver, kubectl`)
})

test('an archive with another hash is not taken', async () => {
  const right = hash
  hash = 'f00'
  expect(await find({ KUBECTL_CRD_ENVTEST_URL: url })).toContain('but the index says f00')
  hash = right
  expect(readdirSync(cached)).toEqual([])
})

test('downloaded once, by one of two that ask', async () => {
  const folder = join(cached, `${pinnedVersion()}-envtest-${process.platform}-${process.arch}`)
  const env = { KUBECTL_CRD_ENVTEST_URL: url }
  expect(await Promise.all([find(env), find(env)])).toEqual([folder, folder])
  expect(await find({})).toBe(folder)
  expect(readdirSync(cached)).toHaveLength(1)
  expect(readdirSync(folder).sort()).toEqual([...commands].sort())
})

test('a lock that a dead process left is taken over', async () => {
  rmSync(cached, { recursive: true })
  const folder = join(cached, `${pinnedVersion()}-envtest-${process.platform}-${process.arch}`)
  mkdirSync(`${folder}.unfinished-old`, { recursive: true })
  writeFileSync(`${folder}.lock`, '999999999')
  expect(await find({ KUBECTL_CRD_ENVTEST_URL: url })).toBe(folder)
  expect(readdirSync(cached)).toHaveLength(1)
})

/** The folder that a process with this environment finds, or the message of the error. */
async function find(env: Record<string, string>): Promise<string> {
  const program = `
    import { findBinaries } from ${JSON.stringify(new URL('binaries.ts', import.meta.url).href)}
    console.log(await findBinaries().then((found) => found.folder, (error) => error.message))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { HOME: dir, XDG_CACHE_HOME: cache, PATH: join(dir, 'bin'), ...env },
  })
  return stdout.trim()
}
