// npm run bench:live: whole processes side by side in one run, against a control plane on this machine: what a request to a
// cluster takes beside kubectl. Interleaved rounds, medians, warm caches; also which parts are loaded. Needs the control plane of
// test/control-plane. Flag: --rounds N (21).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { load } from 'js-yaml'
import { type Command, interleaved, run } from '../bench/validate/measure.ts'
import { Client } from '../test/control-plane/client.ts'
import { installCRD } from '../test/control-plane/install.ts'
import { startControlPlane } from '../test/control-plane/start.ts'

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '21' } } })
const root = fileURLToPath(new URL('..', import.meta.url))
const ours = `${root}bin/kubectl-crd`
const file = `${root}examples/crontab/crd.yaml`
const good = `${root}examples/crontab/good.yaml`

const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
const plane = await startControlPlane()
try {
  process.env.KUBECONFIG = plane.kubeconfigPath
  process.env.KUBECACHEDIR = scratch
  const client = new Client(plane)
  const { status, text } = await installCRD(client, JSON.stringify(load(readFileSync(file, 'utf8'))))
  client.close()
  if (status !== 201) throw new Error(`the CRD was not accepted: ${text}`)
  const command = (name: string, ...words: string[]): Command => ({ name, words, answers: [0] })
  const commands = [
    command('bare Node', `${root}node_modules/.bin/node`, '-e', '0'),
    command('kubectl explain ct.spec.replicas', plane.kubectl, 'explain', 'ct.spec.replicas'),
    command('kubectl-crd explain ct.spec.replicas', ours, 'explain', 'ct.spec.replicas'),
    command('the same from a file', ours, 'explain', 'ct.spec.replicas', '-f', file),
    command('kubectl explain deploy.spec.replicas', plane.kubectl, 'explain', 'deploy.spec.replicas'),
    command('kubectl-crd explain deploy.spec.replicas', ours, 'explain', 'deploy.spec.replicas'),
    command('kubectl get crd', plane.kubectl, 'get', 'crd'),
    command('kubectl apply --dry-run=server', plane.kubectl, 'apply', '--dry-run=server', '-f', good),
    command('kubectl-crd validate --live', ours, 'validate', good, '--live', '-q'),
    command('kubectl-crd validate --dry-run=server', ours, 'validate', good, '--dry-run=server', '-q'),
  ]
  // kubectl learns of a CRD a moment after it is served.
  for (let i = 0; i < 100 && run(commands[1]!).status !== 0; i++) await sleep(100)
  const rounds = Number(flags.rounds)
  const measured = interleaved(commands, rounds, (said) => process.stderr.write(`\r\x1b[K${said}`))
  process.stderr.write('\r\x1b[K')
  const [bare, first] = measured as [(typeof measured)[0], (typeof measured)[0]]
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}, median of ${rounds} rounds\n`)
  console.log('| whole process | wall ms | to kubectl explain | CPU ms | peak MB |\n|---|---|---|---|---|')
  for (const [i, { wallMs, cpuMs, peakMb, failed }] of measured.entries()) {
    const figures = `${wallMs.toFixed(0)} | ${(wallMs / first.wallMs).toFixed(2)} | ${cpuMs.toFixed(0)} | ${peakMb.toFixed(0)}`
    console.log(`| ${commands[i]!.name} | ${failed ?? figures} |`)
  }
  console.log(`\nwithout bare Node (${bare.wallMs.toFixed(0)} ms):`)
  for (const i of [2, 3, 5, 8, 9])
    console.log(`  ${commands[i]!.name}: ${(measured[i]!.wallMs - bare.wallMs).toFixed(0)} ms`)
  console.log('\nloaded:')
  for (const i of [2, 3, 8]) console.log(`  ${commands[i]!.name}: ${loaded(commands[i]!.words.slice(1))}`)
} finally {
  await plane.stop()
  rmSync(scratch, { recursive: true, force: true })
}

function loaded(words: readonly string[]): string {
  const node = `${root}node_modules/.bin/node`
  const preload = ['--import', `${root}scripts/loaded-modules.js`, `${root}bin/run.cjs`]
  const { stderr } = spawnSync(node, [...preload, ...words], { encoding: 'utf8' })
  const [, parts = '?', chunks = '?'] = /^loaded: (.*)\nchunks: (.*)$/m.exec(stderr) ?? []
  return `${parts} (${chunks} chunks)`
}
