// npm run bench:validate: whole processes side by side in one run, on the resources of the corpus repeated to 10,000, and
// cold runs of one resource. Interleaved rounds, medians. Needs Go for the peers, GNU time, and the corpus.
// Flags: --documents N (10000), --rounds N (3), --cold-rounds N (15), --no-slow (leave kubectl-validate out of the warm
// part), --peer NAME=PATH (called as PATH RESOURCES --crds FOLDER; may be repeated).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, interleaved, type Medians, run } from '../bench/validate/measure.ts'
import { kubeconform, kubectlValidate, ours, peer, type Tool } from '../bench/validate/tools.ts'
import { Corpus } from '../bench/validate/workload.ts'
import { corpusFolder } from '../test/conformance/corpus.ts'

const { values: flags } = parseArgs({
  allowNegative: true,
  options: {
    documents: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    'cold-rounds': { type: 'string', default: '15' },
    slow: { type: 'boolean', default: true },
    peer: { type: 'string', multiple: true, default: [] },
  },
})

const folder = corpusFolder()
if (!folder) throw new Error('no corpus: set KUBECTL_CRD_CORPUS to a folder of CRDs and custom resources')
if (!existsSync('/usr/bin/time')) throw new Error('GNU time is needed: install the package "time"')

const peers = flags.peer.map((text) => {
  const [name, path] = text.split('=') as [string, string | undefined]
  if (!path) throw new Error(`--peer ${text}: expected NAME=PATH`)
  return peer(name, path)
})
const tell = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}
const say = (text: string) => console.log(text)

const targets: { text: string; value: number; most: number }[] = []
const target = (text: string, value: number, most: number) => targets.push({ text, value, most })

const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
try {
  const corpus = new Corpus(folder)
  const conform = [kubeconform(1), kubeconform(4)]
  const slow = kubectlValidate()
  say(machine())
  warm(corpus, conform, slow)
  cold(corpus, conform[0]!, slow, 'certificates.cert-manager.io', '46 KB', { node: 1.7, slow: 1 })
  cold(corpus, conform[0]!, slow, 'prometheuses.monitoring.coreos.com', '833 KB', { slow: 0.6 })
  report()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function warm(corpus: Corpus, conform: readonly Tool[], slow: Tool): void {
  const all = corpus.write(join(scratch, 'all'), Number(flags.documents))
  const tools = [ours, ...conform, ...peers]
  const measured = interleaved(
    tools.map((tool) => tool.command(all)),
    Number(flags.rounds),
    tell,
  )
  say(`\n${all.documents} resources in ${all.files} files, ${all.definitions} CRDs, median of ${flags.rounds} rounds\n`)
  table(
    tools.map(({ name }, i) => [name, measured[i]!]),
    measured[0]!,
  )
  for (const { name, words, answers } of tools.map((tool) => tool.command(all))) {
    const line = run({ name, words, answers }).said.trim().split('\n').at(-1) ?? ''
    say(`\n${name}: ${line.slice(0, 160)}`)
  }
  const best = measured[1]!.wallMs <= measured[2]!.wallMs ? measured[1]! : measured[2]!
  target('wall, to the better kubeconform', measured[0]!.wallMs / best.wallMs, 0.7)
  target('CPU, to the same', measured[0]!.cpuMs / best.cpuMs, 0.7)
  target('memory, to the same', measured[0]!.peakMb / best.peakMb, 1.5)
  if (!flags.slow) return
  const some = corpus.write(join(scratch, 'some'), 2000)
  const pair = [ours, slow]
  const both = interleaved(
    pair.map((tool) => tool.command(some)),
    1,
    tell,
  )
  say(`\n${some.documents} resources in ${some.files} files, one round after one to warm up\n`)
  table(
    pair.map(({ name }, i) => [name, both[i]!]),
    both[0]!,
  )
  target('wall at 2,000 resources, to kubectl-validate', both[0]!.wallMs / both[1]!.wallMs, 1 / 20)
}

function cold(
  corpus: Corpus,
  conform: Tool,
  slow: Tool,
  crd: string,
  size: string,
  most: { node?: number; slow: number },
): void {
  const one = corpus.writeOne(join(scratch, crd), crd)
  if (!one) {
    say(`\nno resource of ${crd} in the corpus`)
    return
  }
  const commands: Command[] = [
    { name: 'bare Node', words: [process.execPath, '-e', '0'], answers: [0] },
    ours.command(one),
    conform.command(one),
    slow.command(one),
    ...peers.map((tool) => tool.command(one)),
  ]
  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
  if (hasKubectl) {
    commands.push({ name: 'kubectl version --client', words: ['kubectl', 'version', '--client'], answers: [0] })
  }
  const measured = interleaved(commands, Number(flags['cold-rounds']), tell)
  say(`\none resource against a CRD of ${size} (${crd}), median of ${flags['cold-rounds']} rounds\n`)
  table(
    commands.map(({ name }, i) => [name, measured[i]!]),
    measured[0]!,
  )
  const [node, own, , other] = measured
  target(`cold at ${size}, to kubectl-validate`, own!.wallMs / other!.wallMs, most.slow)
  if (most.node !== undefined) target(`cold at ${size}, to bare Node`, own!.wallMs / node!.wallMs, most.node)
}

function table(rows: readonly (readonly [string, Medians])[], base: Medians): void {
  tell('')
  say('| whole process | wall ms | to the first | CPU ms | peak MB |\n|---|---|---|---|---|')
  for (const [name, { wallMs, cpuMs, peakMb, failed }] of rows) {
    say(
      failed
        ? `| ${name} | ${failed} | | | |`
        : `| ${name} | ${wallMs.toFixed(0)} | ${(wallMs / base.wallMs).toFixed(2)} | ${cpuMs.toFixed(0)} | ${peakMb.toFixed(0)} |`,
    )
  }
}

function report(): void {
  say('\n| target | measured | at most | |\n|---|---|---|---|')
  for (const { text, value, most } of targets) {
    say(`| ${text} | ${value.toFixed(3)} | ${most.toFixed(2)} | ${value <= most ? 'met' : 'missed'} |`)
  }
}

function machine(): string {
  const [cpu] = cpus()
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  const go = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout?.trim()
  return `${cpus().length} × ${cpu?.model ?? 'cpu'}, ${memory} GB, ${process.platform} ${release()}, Node ${process.version}, ${go}`
}
