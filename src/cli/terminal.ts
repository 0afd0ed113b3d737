import { fstatSync, writeSync } from 'node:fs'
import { UserError } from './exit.ts'

/** Where a command writes, and what that place can show. The only door to the process's streams. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Is standard output a terminal? */
  isTTY: boolean
  /** Is standard error one, so that progress can be shown? */
  errIsTTY: boolean
  /** Is standard input one, so that somebody can be asked? */
  inIsTTY(): boolean
  /** May escape sequences be written to standard output, when --color is auto? */
  colors: boolean
  width: number
  /** Lines of standard output. */
  height: number
  env: Readonly<Record<string, string | undefined>>
}

/** The reader of our output went away (`| head`): nothing more is worth writing. */
export class ClosedPipe extends Error {}

export function processTerminal(): Terminal {
  const { env } = process
  const isTTY = isTerminal(1)
  return {
    out: (text) => write(1, text),
    err: (text) => write(2, text),
    isTTY,
    errIsTTY: isTerminal(2),
    // To look opens it, so that is left to who needs it.
    inIsTTY: () => isTerminal(0),
    colors: isTTY && env.TERM !== 'dumb' && !env.NO_COLOR,
    // Zero is what a terminal says that does not know.
    width: (isTTY && process.stdout.columns) || 80,
    height: (isTTY && process.stdout.rows) || 24,
    env,
  }
}

/** Files and pipes are none; for what else there is, Node's module knows, which takes its time to load. */
function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false
  } catch {
    return false
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

/** Writes all of it before returning, also to a pipe that is slow to read. */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, 1)
      else if (code === 'EPIPE' && descriptor === 2) return
      else if (code === 'EPIPE') throw new ClosedPipe()
      else if (unwritable.has(code) && descriptor === 2) return
      else if (unwritable.has(code)) throw new UserError(`cannot write the output: ${reason(error as Error)}`)
      else throw error
    }
  }
}

/** What a full or broken disk answers. */
const unwritable: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'])

/** `no space left on device`, of `ENOSPC: no space left on device, write`. */
function reason({ message }: Error): string {
  return message.replace(/^\w+: /, '').replace(/, write$/, '')
}

const pause = new Int32Array(new SharedArrayBuffer(4))
