// npm run bench:explain: how long `explain -i` takes until the tree is on the screen, and from a key to the frame that
// answers it, on the largest CRD at hand, in a terminal of its own. Fails when a target is missed.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
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

/** Every frame is a synchronised update; the first that is whole has the keys in its last line. */
const frameEnd = /\x1b\[\?2026l/
const wholeFrame = /q quit.*\x1b\[\?2026l/s

class Session {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #started = performance.now()
  #text = ''
  #heard: (() => void) | undefined

  constructor(words: readonly string[]) {
    const command = `stty cols ${flags.columns} rows ${flags.rows}; exec ${words.map((word) => `'${word}'`).join(' ')}`
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

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve))
    this.#child.stdin.write('q')
    await ended
  }
}

const words = [process.execPath, `${root}bin/run.js`, 'explain', '-f', file, '-i']
const at = (list: readonly number[], share: number) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!

async function open(): Promise<number> {
  const session = new Session(words)
  const took = await session.until(wholeFrame)
  await session.end()
  return took
}

await open() // Fills the compile cache and the page cache.
const opened: number[] = []
for (let round = 0; round < Number(flags.rounds); round++) opened.push(await open())

const session = new Session(words)
await session.until(wholeFrame)
const openAll = await session.press('*')
const scrolled: number[] = []
for (let key = 0; key < Number(flags.keys); key++) scrolled.push(await session.press('j'))
const paged: number[] = []
for (let key = 0; key < 20; key++) paged.push(await session.press(key % 2 === 0 ? '\x1b[6~' : '\x1b[5~'))
await session.press('/')
const searched: number[] = []
for (const key of 'timeout') searched.push(await session.press(key))
await session.press('\r')
await session.end()

const rows: [text: string, p50: number, p95: number, most?: number][] = [
  ['process start to the first whole frame', at(opened, 0.5), at(opened, 0.95), 500],
  [`a row down, ${flags.keys} times, everything open`, at(scrolled, 0.5), at(scrolled, 0.95), 16],
  ['a screen up or down', at(paged, 0.5), at(paged, 0.95)],
  ['a letter of a search', at(searched, 0.5), at(searched, 0.95)],
  ['everything opened', openAll, openAll],
]
const size = `${flags.columns}x${flags.rows}`
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}, ${size}, ${file.split('/').at(-1)}\n`,
)
console.log('| ms | median | 95 % | at most | |\n|---|---|---|---|---|')
for (const [text, p50, p95, most] of rows) {
  const verdict = most === undefined ? '|' : `${most} | ${p95 <= most ? 'met' : 'missed'}`
  console.log(`| ${text} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${verdict} |`)
  if (most !== undefined && p95 > most) process.exitCode = 1
}
