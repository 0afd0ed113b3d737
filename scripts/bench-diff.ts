// npm run bench:diff: the real upgrades of the corpus, all of them in one process of ours and one after the other in crdify,
// whole processes; the largest pair by itself; and 300 CRDs in one run. Interleaved rounds, medians. Needs Go for crdify,
// GNU time, and the corpus. Flags: --rounds N (3), --cold-rounds N (9).
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Command, interleaved, median, run } from '../bench/validate/measure.ts'
import { corpusFolder } from '../test/conformance/corpus.ts'
import { goProgram } from '../test/conformance/go-program.ts'
import { realUpgrades } from '../test/conformance/soundness/history.ts'

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, 'cold-rounds': { type: 'string', default: '9' } },
})
const corpus = corpusFolder()
if (!corpus) throw new Error('no corpus: set KUBECTL_CRD_CORPUS to a folder of CRDs and custom resources')
if (!existsSync('/usr/bin/time')) throw new Error('GNU time is needed: install the package "time"')
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const ours = path('../bin/kubectl-crd')
const crdify = goProgram(path('../bench/diff/peers/crdify'), 'sigs.k8s.io/crdify')
const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
const tell = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}
const targets: [text: string, value: number, most: number][] = []

/** The pairs as two folders. Variants of one CRD get a group of their own, for a folder can hold it once. */
function writePairs(): { old: string; now: string; pairs: [string, string][] } {
  const [old, now] = [join(scratch, 'old'), join(scratch, 'new')]
  mkdirSync(old)
  mkdirSync(now)
  const seen = new Set<string>()
  const pairs = realUpgrades().map(({ files, old: text }, i): [string, string] => {
    const { spec } = JSON.parse(text) as { spec: { group: string; names: { kind: string } } }
    const key = `${spec.group}/${spec.names.kind}`
    const name = `${i}.yaml`
    for (const [folder, file] of [
      [old, files[0]],
      [now, files[1]],
    ] as const) {
      const content = readFileSync(file, 'utf8')
      writeFileSync(join(folder, name), seen.has(key) ? content.replaceAll(spec.group, `other.${spec.group}`) : content)
    }
    seen.add(key)
    return [join(old, name), join(now, name)]
  })
  return { old, now, pairs }
}

function crdifyCommand([old, now]: [string, string]): Command {
  return { name: 'crdify', words: [crdify, `file://${old}`, `file://${now}`], answers: [0, 1] }
}

function oursCommand(old: string, now: string): Command {
  return { name: 'kubectl-crd', words: [ours, 'diff', old, now, '-o', 'json', '-q'], answers: [0, 1] }
}

try {
  const { old, now, pairs } = writePairs()
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`)
  const rounds = Number(flags.rounds)
  const wall: number[][] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}`)
    const own = run(oursCommand(old, now))
    if (own.status !== 0 && own.status !== 1) throw new Error(own.said)
    const sum = pairs.map((pair) => run(crdifyCommand(pair)).wallMs).reduce((a, b) => a + b, 0)
    if (round === 0) continue
    wall[0]!.push(own.wallMs)
    wall[1]!.push(sum)
  }
  const [all, sum] = wall.map(median) as [number, number]
  tell('')
  console.log(
    `${pairs.length} upgrades: ${all.toFixed(0)} ms in one process; crdify, one after the other, ${sum.toFixed(0)} ms`,
  )
  targets.push(['all upgrades, to the sum of crdify', all / sum, 0.5])

  const largest = pairs.toSorted((a, b) => size(b) - size(a))[0]!
  const [one, other] = interleaved(
    [oursCommand(...largest), crdifyCommand(largest)],
    Number(flags['cold-rounds']),
    tell,
  )
  tell('')
  console.log(
    `the largest pair, ${(size(largest) / 1024).toFixed(0)} KB: ${one!.wallMs.toFixed(0)} ms; crdify ${other!.wallMs.toFixed(0)} ms`,
  )
  targets.push(['the largest pair, to crdify', one!.wallMs / other!.wallMs, 1.5])

  const many = join(scratch, 'many')
  mkdirSync(many)
  const crds = readdirSync(corpus).flatMap((project) => {
    const folder = join(corpus, project, 'crds')
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  })
  for (const [i, file] of crds.entries()) cpSync(file, join(many, `${i}.yaml`))
  for (let i = crds.length; i < 300; i++)
    writeFileSync(
      join(many, `${i}.yaml`),
      readFileSync(crds[i - crds.length]!, 'utf8').replaceAll(/\bgroup: /g, `group: more${i}.`),
    )
  const [whole] = interleaved([oursCommand(many, many)], rounds, tell)
  tell('')
  console.log(
    `a folder of 300 CRD files against itself: ${whole!.wallMs.toFixed(0)} ms, ${whole!.peakMb.toFixed(0)} MB\n`,
  )
  console.log('| target | measured | at most | |\n|---|---|---|---|')
  for (const [text, value, most] of targets)
    console.log(`| ${text} | ${value.toFixed(2)} | ${most.toFixed(2)} | ${value <= most ? 'met' : 'missed'} |`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function size(pair: readonly string[]): number {
  return pair.reduce((sum, file) => sum + statSync(file).size, 0)
}
