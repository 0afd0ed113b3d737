// npm run control-plane: a control plane in the foreground, to try things on. Flags: --controller-manager,
// --emulated-version 1.35; what follows `--` goes to kube-apiserver.
import { parseArgs } from 'node:util'
import { startControlPlane } from './start.ts'

const { values, positionals } = parseArgs({
  options: { 'controller-manager': { type: 'boolean', default: false }, 'emulated-version': { type: 'string' } },
  allowPositionals: true,
})
const emulated = values['emulated-version']
const started = performance.now()
const stopped = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
})
const plane = await startControlPlane({
  controllerManager: values['controller-manager'],
  ...(emulated ? { emulatedVersion: emulated } : {}),
  flags: positionals,
}).catch((error: Error) => {
  console.error(`error: ${error.message}`)
  process.exit(1)
})
console.log(`ready after ${((performance.now() - started) / 1000).toFixed(1)} s: ${plane.url}
  export KUBECONFIG=${plane.kubeconfigPath}
  alias kubectl=${plane.kubectl}
logs: ${plane.dir}/logs
Ctrl-C stops it.`)
// A promise alone keeps no process alive.
const alive = setInterval(() => {}, 60_000)
await stopped
clearInterval(alive)
await plane.stop()
