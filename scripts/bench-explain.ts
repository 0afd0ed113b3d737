// npm run bench:explain: how long `explain -i` takes until the tree is on the screen, and from a key to the frame that
// answers it, on the largest CRD at hand, in a terminal of its own. Fails when a target is missed. Where other programs
// keep the machine busy, the processor time says more than the clock; bare Node, started in turn, says how busy it is.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { corpusFolder } from '../test/conformance/corpus.ts'

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    keys: { type: 'string', default: '500' },
    columns: { type: 'string', default: '120' },
    rows: { type: 'string', default: '40' },
    crd: { type: 'string' },
  },
})

const root = fileURLToPath(new URL('..', import.meta.url))
const file = flags.crd ?? `${corpusFolder()}/prometheus-operator/crds/alertmanagerconfigs.monitoring.coreos.com.yaml`
if (!existsSync(file)) throw new Error('no CRD to measure with: set KUBECTL_CRD_CORPUS, or give --crd FILE')
if (spawnSync('script', ['--version']).status !== 0) throw new Error('script of util-linux is needed, for a terminal')

const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
const cpuFile = join(scratch, 'cpu')
const sayCpu = `import fs from'node:fs';process.on('exit',()=>{const{user,system}=process.cpuUsage();fs.writeFileSync(${JSON.stringify(cpuFile)},String((user+system)/1000))})`
const preload = `--import=data:text/javascript,${encodeURIComponent(sayCpu)}`

/** Every frame is a synchronised update; the first that is whole has the keys in its last line. */
const frameEnd = /\x1b\[\?2026l/
const wholeFrame = /q quit.*\x1b\[\?2026l/s

class Session {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #started = performance.now()
  #text = ''
  #heard: (() => void) | undefined

  constructor() {
    const words = [process.execPath, preload, `${root}bin/run.cjs`, 'explain', '-f', file, '-i']
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
    const command = `stty cols ${flags.columns} rows ${flags.rows}; exec ${quoted}`
    this.#child = spawn('script', ['-q', '-f', '-c', command, '/dev/null'], {
      cwd: root,
      env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
    })
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#text += chunk
      this.#heard?.()
    })
  }

  /** Milliseconds from the start, or from the key that was sent, to where the text stands in the output. */
  async until(text: RegExp, since = this.#started): Promise<number> {
    const late = AbortSignal.timeout(10_000)
    while (!text.test(this.#text)) {
      if (late.aborted) throw new Error(`no ${text} in ${JSON.stringify(this.#text.slice(-400))}`)
      await new Promise<void>((resolve) => {
        this.#heard = resolve
        setTimeout(resolve, 1000).unref()
      })
    }
    return performance.now() - since
  }

  async press(key: string): Promise<number> {
    this.#text = ''
    const since = performance.now()
    this.#child.stdin.write(key)
    return this.until(frameEnd, since)
  }

  /** @returns the processor time that all of it took, in milliseconds */
  async end(): Promise<number> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.stdin.write('\x03')
    await ended
    return Number(readFileSync(cpuFile, 'utf8'))
  }
}

function bareNode(): number {
  const started = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return performance.now() - started
}

async function open(): Promise<{ took: number; cpu: number }> {
  const session = new Session()
  return { took: await session.until(wholeFrame), cpu: await session.end() }
}

/** Opens everything, and presses a key time after time. */
async function pressing(
  key: (i: number) => string,
  count: number,
  first = '*',
): Promise<{ times: number[]; cpu: number }> {
  const session = new Session()
  await session.until(wholeFrame)
  await session.press(first)
  const times: number[] = []
  for (let i = 0; i < count; i++) times.push(await session.press(key(i)))
  return { times, cpu: await session.end() }
}

const at = (list: readonly number[], share: number) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!

const busy = loadavg()[0]!
await open() // Fills the compile cache and the page cache.
const bare: number[] = []
const opened: { took: number; cpu: number }[] = []
for (let round = 0; round < Number(flags.rounds); round++) {
  bare.push(bareNode())
  opened.push(await open())
}
const still = await pressing(() => '', 0)
const scrolled = await pressing(() => 'j', Number(flags.keys))
const paged = await pressing((i) => (i % 2 === 0 ? '\x1b[6~' : '\x1b[5~'), 50)
const searched = await pressing((i) => 'timeout'[i]!, 7, '/')
rmSync(scratch, { recursive: true, force: true })

const rows: [text: string, times: readonly number[], cpu: number | undefined, most?: number][] = [
  ['bare Node', bare, undefined],
  [
    'process start to the first whole frame',
    opened.map(({ took }) => took),
    at(
      opened.map(({ cpu }) => cpu),
      0.5,
    ),
    500,
  ],
  [
    `a row down, ${flags.keys} times, everything open`,
    scrolled.times,
    (scrolled.cpu - still.cpu) / scrolled.times.length,
    16,
  ],
  ['a screen up or down', paged.times, (paged.cpu - still.cpu) / paged.times.length],
  ['a letter of a search', searched.times, undefined],
]
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load ${busy.toFixed(1)}, Node ${process.version}`
console.log(`${machine}, ${flags.columns}x${flags.rows}, ${file.split('/').at(-1)}\n`)
console.log('| ms | median | 95 % | processor | at most | |\n|---|---|---|---|---|---|')
for (const [text, times, cpu, most] of rows) {
  const [p50, p95] = [at(times, 0.5), at(times, 0.95)]
  const verdict = most === undefined ? '|' : `${most} | ${p95 <= most ? 'met' : 'missed'}`
  console.log(`| ${text} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${cpu?.toFixed(1) ?? ''} | ${verdict} |`)
  if (most !== undefined && p95 > most) process.exitCode = 1
}
