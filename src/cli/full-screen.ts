import { closeSync, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { UserError } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** A terminal of which one program has the whole screen, until {@link FullScreen.leave}. */
export interface FullScreen {
  /** Where keys come from: standard input, or the terminal itself when that is a file or a pipe. */
  readonly keys: NodeJS.ReadableStream
  readonly out: NodeJS.WritableStream
  size(): { columns: number; rows: number }
  /** @returns what ends it */
  onResize(listener: () => void): () => void
  /**
   * The listener lets go of the terminal, calls what it is given, which stops the process until it is continued, and takes
   * the terminal again.
   * @returns what ends it
   */
  onStop(listener: (stopped: () => Promise<void>) => Promise<void>): () => void
  /** Stops the process as Ctrl-Z does where that is a signal. */
  stop(): void
  /** Comes before the screen is given back, whatever the reason. */
  onLeave(listener: () => void): void
  /** Resolves when nobody can press a key any more. */
  readonly gone: Promise<void>
  /** Gives everything back as it was. May be called again. */
  leave(): void
}

// Another screen, no cursor; what is too long is cut and not wrapped, whatever the terminal thinks how wide it is.
const take = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J\x1b[H'
// Also ends colours and an update that was begun.
const giveBack = '\x1b[?2026l\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h'

const endings = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const

/** Takes the terminal. Throws {@link UserError} when there is none. */
export function fullScreen(terminal: Terminal, hint: string): FullScreen {
  const { stdout, env } = process
  if (!stdout.isTTY) throw new UserError('standard output is no terminal', hint)
  if (env.TERM === 'dumb') throw new UserError('this terminal (TERM=dumb) cannot move its cursor', hint)
  const { keys, isOwn } = keyboard(hint)
  const leaving: (() => void)[] = []
  const stopping = new Set<(stopped: () => Promise<void>) => Promise<void>>()
  const gone = Promise.withResolvers<void>()
  let isTaken = true
  let isStopping = false
  const write = (text: string) => {
    try {
      terminal.out(text)
    } catch {
      // The terminal is gone; so is its state.
    }
  }
  const leave = () => {
    if (!isTaken) return
    isTaken = false
    for (const listener of leaving) orNothing(listener)
    orNothing(() => keys.setRawMode(false))
    write(giveBack)
    for (const signal of endings) process.off(signal, end)
    process.off('SIGTSTP', onStopSignal).off('exit', leave).off('uncaughtException', leave)
    stdout.off('error', gone.resolve)
    if (isOwn) keys.destroy()
    else keys.pause()
  }
  const end = (signal: NodeJS.Signals) => {
    leave()
    // Others that listen would take it for handled.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  /** Gives the screen back while the process is stopped. */
  const stopped = async () => {
    write(giveBack)
    // Without keys to wait for, nothing else would keep the process from ending.
    const alive = setInterval(() => {}, 60_000)
    await raised('SIGSTOP', 'SIGCONT')
    // In the background this stops again, before anything is written.
    orNothing(() => keys.setRawMode(true))
    // Who is stopped is not told of a new size; this makes Node look.
    await raised('SIGWINCH', 'SIGWINCH')
    clearInterval(alive)
    if (isTaken) write(take)
  }
  const onStopSignal = async () => {
    if (isStopping) return
    isStopping = true
    try {
      for (const listener of stopping) await listener(stopped)
    } finally {
      isStopping = false
    }
  }
  for (const signal of endings) process.on(signal, end)
  process.on('SIGTSTP', onStopSignal)
  process.on('exit', leave).prependListener('uncaughtException', leave)
  keys.once('end', gone.resolve).once('close', gone.resolve).once('error', gone.resolve)
  stdout.on('error', gone.resolve)
  // What is typed before the first picture is for the program, and not to be seen.
  orNothing(() => keys.setRawMode(true))
  write(take)
  return {
    keys,
    out: stdout,
    // Zero is what a terminal says that does not know.
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    onResize: (listener) => {
      stdout.on('resize', listener)
      return () => stdout.off('resize', listener)
    },
    onStop: (listener) => {
      stopping.add(listener)
      return () => stopping.delete(listener)
    },
    stop: () => {
      // All of the job, as the terminal would do; Windows knows no such thing.
      if (process.platform !== 'win32') process.kill(0, 'SIGTSTP')
    },
    onLeave: (listener) => leaving.push(listener),
    gone: gone.promise,
    leave,
  }
}

/** Sends this process a signal, and waits until it hears one. */
async function raised(sent: NodeJS.Signals, heard: NodeJS.Signals): Promise<void> {
  const wait = new Promise<void>((resolve) => process.once(heard, () => resolve()))
  process.kill(process.pid, sent)
  await wait
}

function orNothing(work: () => void): void {
  try {
    work()
  } catch {
    // One that fails must not keep the others from giving the terminal back.
  }
}

function keyboard(hint: string): { keys: ReadStream; isOwn: boolean } {
  if (process.stdin.isTTY) return { keys: process.stdin as ReadStream, isOwn: false }
  let descriptor: number | undefined
  try {
    descriptor = openSync(process.platform === 'win32' ? 'CONIN$' : '/dev/tty', 'r')
    return { keys: new ReadStream(descriptor), isOwn: true }
  } catch {
    if (descriptor !== undefined) closeSync(descriptor)
    throw new UserError('there is no terminal that keys could be read from', hint)
  }
}
