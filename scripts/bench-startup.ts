// npm run bench:startup: whole processes side by side in one run: bare Node, ours, kubectl. Medians of interleaved rounds,
// and their ratio to bare Node. Also says which of the heavy modules each command loads, and fails when one loads too much.
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const root = fileURLToPath(new URL('..', import.meta.url))
const node = process.execPath
const run = `${root}bin/run.cjs`
const crdFile = 'examples/crontab/crd.yaml'

const commands: { name: string; words: string[]; ours: boolean }[] = [
  { name: 'bare node', words: [node, '-e', '0'], ours: false },
  { name: 'kubectl-crd --help', words: [node, run, '--help'], ours: true },
  { name: 'kubectl-crd validate --help', words: [node, run, 'validate', '--help'], ours: true },
  {
    name: 'kubectl-crd validate -f (one file)',
    words: [node, run, 'validate', '-q', '-f', 'examples/crontab/good.yaml', '--crds', crdFile],
    ours: true,
  },
  {
    name: 'kubectl-crd explain -f (one field)',
    words: [node, run, 'explain', 'ct.spec.replicas', '-f', crdFile],
    ours: true,
  },
  { name: 'kubectl version --client', words: ['kubectl', 'version', '--client'], ours: false },
  { name: 'kubectl explain --help', words: ['kubectl', 'explain', '--help'], ours: false },
]

/** Packages and folders of src/ that must stay away from commands that do not need them. */
const heavy = ['@kubernetes/client-node', 'ink', 'cel', 'lint']

function time(words: readonly string[]): number | undefined {
  const started = process.hrtime.bigint()
  const { status, error } = spawnSync(words[0]!, words.slice(1), { cwd: root, stdio: 'ignore' })
  if (error || (status !== 0 && status !== 1)) return undefined
  return Number(process.hrtime.bigint() - started) / 1e6
}

function loaded(words: readonly string[]): string[] {
  const hook = `${root}scripts/loaded-modules.js`
  const { stderr } = spawnSync(words[0]!, ['--import', hook, ...words.slice(1)], { cwd: root, encoding: 'utf8' })
  const line = stderr.split('\n').find((text) => text.startsWith('loaded: '))
  return line ? line.slice('loaded: '.length).split(' ').filter(Boolean) : []
}

const times = new Map<string, number[]>()
for (const { words } of commands) time(words) // Fills the compile cache and the page cache.
for (let round = 0; round < Number(flags.rounds); round++) {
  for (const { name, words } of commands) {
    const took = time(words)
    if (took !== undefined) times.set(name, [...(times.get(name) ?? []), took])
  }
}

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!
const base = median(times.get('bare node')!)
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}, median of ${flags.rounds} interleaved rounds\n`,
)
console.log('| whole process | ms | to bare Node |\n|---|---|---|')
for (const { name } of commands) {
  const list = times.get(name)
  console.log(
    list
      ? `| ${name} | ${median(list).toFixed(0)} | ${(median(list) / base).toFixed(2)} |`
      : `| ${name} | not available | |`,
  )
}

console.log('\nheavy modules loaded:')
for (const { name, words, ours } of commands) {
  if (!ours) continue
  const found = loaded(words).filter((module) => heavy.includes(module))
  console.log(`  ${name}: ${found.join(', ') || 'none'}`)
  if (found.length > 0) process.exitCode = 1
}
