import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One whole process. */
export interface Run {
  wallMs: number
  /** User and system time of it and its children. */
  cpuMs: number
  peakMb: number
  status: number | null
  /** What it wrote, on either stream. */
  said: string
}

export interface Command {
  name: string
  words: readonly string[]
  /** Exit codes that are an answer. */
  answers: readonly number[]
}

/** Runs it under GNU time, which costs a millisecond. */
export function run({ words }: Command): Run {
  const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-bench-'))
  const file = join(scratch, 'usage')
  try {
    const started = process.hrtime.bigint()
    const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', file, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const wallMs = Number(process.hrtime.bigint() - started) / 1e6
    if (error) throw error
    // A first line tells of a failing exit.
    const usage = readFileSync(file, 'utf8').trim().split('\n').at(-1)!
    const [user, system, peak] = usage.split(' ').map(Number) as [number, number, number]
    return { wallMs, cpuMs: (user + system) * 1000, peakMb: peak / 1024, status, said: stdout + stderr }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

export interface Medians {
  wallMs: number
  cpuMs: number
  peakMb: number
  /** Undefined when it answered with none of its exit codes. */
  failed: string | undefined
}

/** Runs all of them in turn, so many rounds after one to warm the caches of the system. */
export function interleaved(commands: readonly Command[], rounds: number, told: (text: string) => void): Medians[] {
  const runs: Run[][] = commands.map(() => [])
  const failed: (string | undefined)[] = commands.map(() => undefined)
  for (let round = 0; round <= rounds; round++) {
    for (const [i, command] of commands.entries()) {
      if (failed[i]) continue
      told(`${command.name}, round ${round} of ${rounds}`)
      const result = run(command)
      if (!command.answers.includes(result.status ?? -1)) failed[i] = `exit code ${result.status}`
      else if (round > 0 || rounds === 0) runs[i]!.push(result)
    }
  }
  return runs.map((list, i) => ({
    wallMs: median(list.map((r) => r.wallMs)),
    cpuMs: median(list.map((r) => r.cpuMs)),
    peakMb: median(list.map((r) => r.peakMb)),
    failed: failed[i],
  }))
}

export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
