import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server that runs in the background and writes to a log file. */
export interface Program {
  name: string
  pid: number
  logFile: string
  /** How it ended, undefined while it runs. */
  ended(): string | undefined
  /** Sends SIGTERM, and SIGKILL when that does not end it in time. */
  stop(graceMs: number): Promise<void>
  /** Sends SIGKILL. */
  kill(): Promise<void>
}

/** Starts a program; its output goes to the end of `logFile`. */
export async function startProgram(name: string, file: string, args: string[], logFile: string): Promise<Program> {
  const log = openSync(logFile, 'a')
  // Detached: a Ctrl-C in the terminal reaches this process only, which then stops its programs in order.
  const child = spawn(file, args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  let end: string | undefined
  const exit = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      end = signal ?? `exit code ${code}`
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  const kill = async () => {
    child.kill('SIGKILL')
    await keepAlive(exit)
  }
  return {
    name,
    pid: child.pid!,
    logFile,
    ended: () => end,
    kill,
    stop: async (graceMs) => {
      child.kill('SIGTERM')
      const timer = new AbortController()
      await Promise.race([exit, sleep(graceMs, undefined, { signal: timer.signal }).catch(() => {})])
      timer.abort()
      if (end === undefined) await kill()
    },
  }
}

/** What became of a program, and the last lines of its log. */
export function logTail(program: Program, lines = 20): string {
  const tail = readFileSync(program.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  return `--- ${program.name} (${program.ended() ?? 'running'})\n${tail}`
}

/** Waits although the child itself does not keep the process alive. */
async function keepAlive(promise: Promise<void>): Promise<void> {
  const timer = setInterval(() => {}, 1000)
  await promise
  clearInterval(timer)
}
