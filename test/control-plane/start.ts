import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries } from './binaries.ts'
import { Client } from './client.ts'
import {
  apiServerFlags,
  controllerManagerFlags,
  etcdFlags,
  type Files,
  filesIn,
  kubeconfig,
  type Ports,
} from './flags.ts'
import { startGuard } from './guard.ts'
import { freePorts } from './ports.ts'
import { logTail, type Program, startProgram } from './program.ts'

export interface StartOptions {
  /** Run kube-controller-manager too: garbage collection, Jobs, Deployments, namespaces that go away. */
  controllerManager?: boolean
  /** Answer as an older server does, e.g. `1.35`. */
  emulatedVersion?: string
  /** More flags of kube-apiserver. */
  flags?: readonly string[]
}

/** How to reach a control plane. Plain data: it can be sent to another process. */
export interface Access {
  /** `https://127.0.0.1:PORT` */
  url: string
  port: number
  /** Bearer token of a member of `system:masters`. */
  token: string
  /** The certificates to trust, PEM. */
  ca: string
  /** A kubeconfig file with all of this, namespace `default`. */
  kubeconfigPath: string
  /** Path of a kubectl of the server's version. */
  kubectl: string
}

/** A control plane that this process started. */
export interface ControlPlane extends Access {
  /** `http://127.0.0.1:PORT` of etcd, which holds what the server stores below `/registry`. */
  etcdUrl: string
  /** Holds everything it writes; gone after `stop`. */
  dir: string
  /** The last lines of every program's log. */
  logs(): string
  /** Ends kube-apiserver at once (SIGKILL), as a crash does. etcd stays. */
  killApiServer(): Promise<void>
  /** Starts it again on the same port, with what etcd holds, and waits until it is ready. */
  startApiServer(): Promise<void>
  /**
   * Ends everything and removes `dir`. The logs are kept, and their place is told on stderr, when a program had ended
   * by itself or when KUBECTL_CRD_KEEP_LOGS is set. Where KUBECTL_CRD_LOGS names a folder, they are moved there instead.
   */
  stop(): Promise<void>
}

/**
 * Starts etcd and kube-apiserver, on request kube-controller-manager, on free loopback ports, and waits until requests
 * are served. Ends with this process at the latest, however that ends.
 * @throws MissingBinaries, or Error with the end of the logs and their place when a program does not come up
 */
export async function startControlPlane(options: StartOptions = {}): Promise<ControlPlane> {
  const binaries = await findBinaries({ controllerManager: options.controllerManager ?? false })
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(binaries, options)
    } catch (error) {
      // Another process may have taken a port between its choice and its use.
      if (attempt === 3 || !/address already in use/.test(String(error))) throw error
    }
  }
}

const readyTimeoutMs = 60_000
/** What kube-apiserver gets to close its connections. Its data is thrown away, so nothing is lost without. */
const graceMs = 1000

async function startOnce(binaries: Binaries, options: StartOptions): Promise<ControlPlane> {
  const dir = mkdtempSync(join(tmpdir(), 'kubectl-crd-control-plane-'))
  const guard = startGuard(dir)
  const files = filesIn(dir)
  const [etcdClient, etcdPeer, apiServer] = (await freePorts(3)) as [number, number, number]
  const ports = { etcdClient, etcdPeer, apiServer }
  const token = randomBytes(16).toString('hex')
  writeSecrets(files, token)

  const running = new Map<string, Program>()
  const tellGuard = () => guard.watch(Array.from(running.values(), (program) => program.pid))
  const run = async (name: string, file: string, flags: string[]) => {
    running.set(name, await startProgram(name, file, flags, join(files.logs, `${name}.log`)))
    tellGuard()
    return running.get(name)!
  }
  const end = async (name: string, how: (program: Program) => Promise<void>) => {
    const program = running.get(name)
    if (!program) return
    await how(program)
    running.delete(name)
    tellGuard()
  }
  const startApiServer = async () => {
    if (running.has('kube-apiserver')) throw new Error('kube-apiserver runs already')
    const flags = [...apiServerFlags(files, ports, options.emulatedVersion), ...(options.flags ?? [])]
    const server = await run('kube-apiserver', binaries.kubeApiserver, flags)
    return untilReady(server, files, ports, token)
  }
  const logs = () => Array.from(running.values(), (program) => logTail(program)).join('\n')

  let stopping: Promise<void> | undefined
  const stop = async (failed: boolean) => {
    const fell = Array.from(running.values()).filter((program) => program.ended() !== undefined)
    // kube-apiserver never finishes its shutdown once etcd is gone.
    await end('kube-controller-manager', (program) => program.kill())
    await end('kube-apiserver', (program) => program.stop(graceMs))
    await end('etcd', (program) => program.kill())
    guard.dismiss()
    const why = fell.map((program) => `${program.name} ended by itself (${program.ended()})`).join(', ')
    keepLogs(files, dir, failed ? 'did not start' : why)
    rmSync(dir, { recursive: true, force: true })
  }

  try {
    await run('etcd', binaries.etcd, etcdFlags(files, ports))
    const { url, ca } = await startApiServer()
    writeFileSync(files.kubeconfig, kubeconfig({ url, token, ca }), { mode: 0o600 })
    const manager = binaries.kubeControllerManager
    if (manager) await run('kube-controller-manager', manager, controllerManagerFlags(files))
    return {
      url,
      port: ports.apiServer,
      token,
      ca,
      kubeconfigPath: files.kubeconfig,
      kubectl: binaries.kubectl,
      etcdUrl: `http://127.0.0.1:${ports.etcdClient}`,
      dir,
      logs,
      killApiServer: () => end('kube-apiserver', (program) => program.kill()),
      startApiServer: async () => void (await startApiServer()),
      stop: () => (stopping ??= stop(false)),
    }
  } catch (error) {
    const tails = logs()
    await stop(true)
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${tails}`)
  }
}

function writeSecrets(files: Files, token: string): void {
  mkdirSync(files.logs)
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  writeFileSync(files.serviceAccountKey, pair.privateKey, { mode: 0o600 })
  writeFileSync(files.serviceAccountPublicKey, pair.publicKey)
  writeFileSync(files.tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 })
}

/** Waits until the server says it is ready and has made the namespace `default`, which it does a moment later. */
async function untilReady(
  server: Program,
  files: Files,
  ports: Ports,
  token: string,
): Promise<{ url: string; ca: string }> {
  const url = `https://127.0.0.1:${ports.apiServer}`
  const deadline = performance.now() + readyTimeoutMs
  let last = 'it does not listen'
  while (performance.now() < deadline) {
    await sleep(50)
    if (server.ended() !== undefined) throw new Error(`kube-apiserver ended while it started: ${server.ended()}`)
    if (!existsSync(files.ca)) continue
    const ca = readFileSync(files.ca, 'utf8')
    const client = new Client({ url, token, ca })
    try {
      const ready = await client.request('GET', '/readyz')
      last = ready.text
      if (ready.status !== 200) continue
      if ((await client.request('GET', '/api/v1/namespaces/default')).status === 200) return { url, ca }
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    } finally {
      client.close()
    }
  }
  throw new Error(`kube-apiserver was not ready within ${readyTimeoutMs / 1000} s: ${last}`)
}

/** @param why '' when all went well */
function keepLogs(files: Files, dir: string, why: string): void {
  const shelf = process.env.KUBECTL_CRD_LOGS
  if (shelf) {
    mkdirSync(shelf, { recursive: true })
    renameSync(files.logs, join(shelf, basename(dir)))
  } else if (why || process.env.KUBECTL_CRD_KEEP_LOGS) {
    renameSync(files.logs, `${dir}-logs`)
    console.error(`control plane: ${why || 'stopped'}; logs: ${dir}-logs`)
  }
}
