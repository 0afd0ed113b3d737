// npm run check: types, lint and format, layers and cycles, dead code, generated documentation, unit tests. Says what failed and how long each took.
import { type SpawnOptions, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const options: SpawnOptions = {
  cwd: root,
  env: { ...process.env, FORCE_COLOR: '0', NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
}

interface Outcome {
  ok: boolean
  output: string
  seconds: number
}

function run(command: string, ...words: string[]): Promise<Outcome> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, words, options)
    let output = ''
    const add = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout?.on('data', add)
    child.stderr?.on('data', add)
    child.on('error', (error) => add(Buffer.from(error.message)))
    child.on('close', (code) => resolve({ ok: code === 0, output, seconds: (performance.now() - started) / 1000 }))
  })
}

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

/** The layer law. A parser that cannot read a file would see fewer modules and find nothing, so they are counted. */
async function layers(): Promise<Outcome> {
  const outcome = await run('depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src')
  try {
    const { modules, summary } = JSON.parse(outcome.output.slice(outcome.output.indexOf('{'))) as {
      modules: { source: string }[]
      summary: { violations: { rule: { name: string }; from: string; to: string; cycle?: { name: string }[] }[] }
    }
    const seen = new Set(modules.map(({ source }) => source))
    const unseen = sources.filter((name) => !seen.has(`src/${name}`)).map((name) => `not read: src/${name}`)
    const broken = summary.violations.map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}`,
    )
    const problems = [...unseen, ...broken]
    return { ...outcome, ok: problems.length === 0, output: problems.join('\n') }
  } catch (error) {
    return { ...outcome, ok: false, output: `${(error as Error).message}\n${outcome.output.slice(0, 2000)}` }
  }
}

const checks: [name: string, outcome: Promise<Outcome>][] = [
  ['types', run('tsc')],
  ['lint and format', run('biome', 'check', '--error-on-warnings', '.')],
  ['layers and cycles', layers()],
  ['dead code and dependencies', run('knip')],
  ['documentation', run(process.execPath, 'scripts/docs.ts', '--check')],
]
for (const [, outcome] of checks) await outcome
checks.push(['unit tests', run('jest', '--selectProjects', 'unit', '--silent')])

let failed = false
for (const [name, pending] of checks) {
  const { ok, output, seconds } = await pending
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`)
  const tests = /^Tests: .*$/m.exec(output)
  if (tests && ok) console.log(`     ${tests[0]}`)
  if (!ok) console.log(output.trimEnd())
  failed ||= !ok
}
process.exitCode = failed ? 1 : 0
