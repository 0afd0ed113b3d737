import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { load } from 'js-yaml'

/** What the index of the envtest releases says: version, archive name, and where it is. */
interface Index {
  releases?: Record<string, Record<string, { hash?: string; selfLink?: string }>>
}

/**
 * Downloads etcd, kube-apiserver and kubectl the way setup-envtest does: an index in YAML
 * (`releases: {v1.36.3: {envtest-v1.36.3-linux-amd64.tar.gz: {hash: SHA-512, selfLink: URL}}}`) and the archive it
 * names, proven by its hash. An archive holds no kube-controller-manager.
 * @param indexUrl what setup-envtest takes as `--index`
 * @param version e.g. `v1.36.3`
 */
export async function download(indexUrl: string, version: string, into: string): Promise<void> {
  const index = load((await fetchBytes(indexUrl)).toString('utf8')) as Index | undefined
  const name = archiveName(version)
  const archive = index?.releases?.[version]?.[name]
  if (!archive?.selfLink || !archive.hash) throw new Error(`${indexUrl} lists no ${name}`)
  console.error(`downloading ${name}`)
  const bytes = await fetchBytes(new URL(archive.selfLink, indexUrl).href)
  const hash = createHash('sha512').update(bytes).digest('hex')
  if (hash !== archive.hash) throw new Error(`${name} has SHA-512 ${hash}, but the index says ${archive.hash}`)

  const packed = join(into, name)
  writeFileSync(packed, bytes)
  // The programs lie in controller-tools/envtest/.
  await promisify(execFile)('tar', ['-xzf', packed, '-C', into, '--strip-components=2'])
  rmSync(packed)
}

function archiveName(version: string): string {
  const arch =
    { x64: 'amd64', arm64: 'arm64', ppc64: 'ppc64le', s390x: 's390x' }[process.arch as string] ?? process.arch
  return `envtest-${version}-${process.platform}-${arch}.tar.gz`
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(300_000) })
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${response.statusText}`)
  return Buffer.from(await response.arrayBuffer())
}
