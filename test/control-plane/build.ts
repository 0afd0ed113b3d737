import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = fileURLToPath(new URL('build/', import.meta.url))
const moduleFiles = ['kubernetes/go.mod', 'kubernetes/go.sum', 'etcd/go.mod', 'etcd/go.sum'] as const

/** The Kubernetes release that the Go module pins, e.g. `v1.36.3`. */
export function pinnedVersion(): string {
  const version = /^require k8s\.io\/kubernetes (v\S+)$/m.exec(readModule('kubernetes/go.mod'))?.[1]
  if (!version) throw new Error('test/control-plane/build/kubernetes/go.mod names no version of k8s.io/kubernetes')
  return version
}

/** Names the outcome of a build: another version, dependency, flag or platform has another key. */
export function buildKey(): string {
  const hash = createHash('sha256').update(process.platform).update(process.arch)
  for (const file of moduleFiles) hash.update(readModule(file))
  for (const step of steps('')) hash.update(step.args.join(' '))
  return `${pinnedVersion()}-${hash.digest('hex').slice(0, 12)}`
}

function readModule(file: (typeof moduleFiles)[number]): string {
  return readFileSync(join(modules, file), 'utf8')
}

/**
 * Builds etcd, kube-apiserver, kube-controller-manager and kubectl, telling on stderr how far it is.
 * @throws with the end of Go's output
 */
export async function build(into: string): Promise<void> {
  console.error(
    `building Kubernetes ${pinnedVersion()} for the tests, once: 5 to 10 minutes, less with Go's cache warm`,
  )
  for (const { name, folder, args } of steps(into)) await runGo(name, folder, args)
}

interface Step {
  name: string
  folder: string
  args: string[]
}

function steps(into: string): Step[] {
  const version = pinnedVersion()
  const [major, minor] = version.slice(1).split('.') as [string, string]
  // Without these the server takes itself for v0.0.0, and what depends on the version goes wrong.
  const stamps = { gitVersion: version, gitMajor: major, gitMinor: minor }
  const stampFlags = Object.entries(stamps).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`)
  const common = ['build', '-v', '-mod=readonly', '-trimpath', '-buildvcs=false']
  const commands = ['kube-apiserver', 'kube-controller-manager', 'kubectl'].map(
    (name) => `k8s.io/kubernetes/cmd/${name}`,
  )
  return [
    {
      name: 'Kubernetes',
      folder: join(modules, 'kubernetes'),
      args: [...common, '-ldflags', ['-s -w', ...stampFlags].join(' '), '-o', `${into}/`, ...commands],
    },
    {
      name: 'etcd',
      folder: join(modules, 'etcd'),
      args: [...common, '-ldflags', '-s -w', '-o', `${into}/etcd`, 'go.etcd.io/etcd/server/v3'],
    },
  ]
}

function runGo(name: string, folder: string, args: string[]): Promise<void> {
  const { GOOS: _os, GOARCH: _arch, GOFLAGS: _flags, ...rest } = process.env
  const started = performance.now()
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`
  return new Promise((resolve, reject) => {
    const env = { ...rest, CGO_ENABLED: '0', GOWORK: 'off' }
    const go: ChildProcess = spawn('go', args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'pipe'] })
    let packages = 0
    let tail = ''
    go.stderr?.setEncoding('utf8').on('data', (text: string) => {
      packages += text.split('\n').length - 1
      tail = (tail + text).slice(-4000)
    })
    const progress = setInterval(() => console.error(`  ${name}: ${packages} packages, ${seconds()}`), 15_000)
    go.on('error', (error) => {
      clearInterval(progress)
      reject(error)
    })
    go.on('close', (code, signal) => {
      clearInterval(progress)
      if (code === 0) {
        console.error(`  ${name}: done, ${seconds()}`)
        resolve()
      } else reject(new Error(`go build of ${name} failed (${signal ?? `exit code ${code}`}):\n${tail}`))
    })
  })
}
