// npm run bench:explain:kubectl: explains one field of a 0.8 MB CRD, whole processes side by side in one run: ours from the
// file, kubectl from a control plane on this machine, with a cold cache and a warm one. Interleaved rounds, medians; says
// whether the targets are met. Needs the control plane of test/control-plane, and the corpus.
// Flags: --rounds N (21), --field PATH (may be repeated; the rounds take turns).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { load } from 'js-yaml'
import { median } from '../bench/validate/measure.ts'
import { corpusFolder } from '../test/conformance/corpus.ts'
import { Client } from '../test/control-plane/client.ts'
import { installCRD } from '../test/control-plane/install.ts'
import { type Access, startControlPlane } from '../test/control-plane/start.ts'

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    field: {
      type: 'string',
      multiple: true,
      default: [
        'spec.receivers.slackConfigs.apiURL',
        'spec.route.groupWait',
        'spec.receivers.webhookConfigs.httpConfig.oauth2.tlsConfig.ca.secret.key',
      ],
    },
  },
})
const corpus = corpusFolder()
if (!corpus) throw new Error('no corpus: set KUBECTL_CRD_CORPUS to a folder of CRDs and custom resources')
const crd = `${corpus}/prometheus-operator/crds/alertmanagerconfigs.monitoring.coreos.com.yaml`
const ours = fileURLToPath(new URL('../bin/kubectl-crd', import.meta.url))

const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
const plane = await startControlPlane()
try {
  await serve(plane)
  const times = measure(plane)
  report(times)
} finally {
  await plane.stop()
  rmSync(scratch, { recursive: true, force: true })
}

/** The server publishes what kubectl reads a moment after it serves the resource. */
async function serve(access: Access): Promise<void> {
  const client = new Client(access)
  const { status, text } = await installCRD(client, JSON.stringify(load(readFileSync(crd, 'utf8'))))
  client.close()
  if (status !== 201) throw new Error(`the CRD was not accepted: ${text}`)
  for (let attempt = 0; attempt < 100; attempt++) {
    if (run([...kubectl(access, 'first'), '-o', 'plaintext', flags.field[0]!]) !== undefined) return
    await sleep(100)
  }
  throw new Error('kubectl cannot explain it')
}

function kubectl({ kubectl: program, kubeconfigPath }: Access, cache: string): string[] {
  return [program, '--kubeconfig', kubeconfigPath, '--cache-dir', join(scratch, cache), 'explain']
}

/** @returns milliseconds, or undefined when the last word could not be explained */
function run(words: readonly string[]): number | undefined {
  const field = `amcfg.${words.at(-1)}`
  const started = process.hrtime.bigint()
  const { status, error } = spawnSync(words[0]!, [...words.slice(1, -1), field], { stdio: ['ignore', 'pipe', 'pipe'] })
  const took = Number(process.hrtime.bigint() - started) / 1e6
  if (error) throw error
  return status === 0 ? took : undefined
}

function measure(access: Access): Record<'node' | 'ours' | 'cold' | 'warm', number> {
  const times: Record<'node' | 'ours' | 'cold' | 'warm', number[]> = { node: [], ours: [], cold: [], warm: [] }
  // The first round warms the caches of the system.
  for (let round = 0; round <= Number(flags.rounds); round++) {
    const field = flags.field[round % flags.field.length]!
    const words: Record<keyof typeof times, string[]> = {
      node: [process.execPath, '-e', '0', field],
      ours: [ours, 'explain', '-f', crd, field],
      cold: [...kubectl(access, `cold-${round}`), field],
      warm: [...kubectl(access, 'warm'), field],
    }
    for (const name of ['node', 'ours', 'cold', 'warm'] as const) {
      const took = run(words[name])
      if (took === undefined) throw new Error(`failed: ${words[name].join(' ')}`)
      if (round > 0) times[name].push(took)
    }
  }
  return { node: median(times.node), ours: median(times.ours), cold: median(times.cold), warm: median(times.warm) }
}

function report({ node, ours: own, cold, warm }: ReturnType<typeof measure>): void {
  const size = Math.round(statSync(crd).size / 1000)
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}; one field of a CRD of ${size} KB, median of ${flags.rounds} rounds\n`,
  )
  console.log('| whole process | ms | ours to it | at most | |\n|---|---|---|---|---|')
  const row = (name: string, ms: number, most?: number) => {
    const met = most === undefined ? '' : own / ms <= most ? 'met' : 'missed'
    console.log(`| ${name} | ${ms.toFixed(1)} | ${(own / ms).toFixed(2)} | ${most?.toFixed(1) ?? ''} | ${met} |`)
    if (met === 'missed') process.exitCode = 1
  }
  row('bare Node', node)
  row('kubectl crd explain -f', own)
  row('kubectl explain, cold cache', cold, 0.8)
  row('kubectl explain, warm cache', warm, 1.3)
}
