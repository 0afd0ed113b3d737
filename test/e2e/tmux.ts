import { spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './cli.ts'

const server = ['-L', `kubectl-crd-${process.pid}`, '-f', '/dev/null']

function tmux(...words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('tmux', [...server, ...words], { encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`tmux ${words.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
}

/** Is there a tmux, to run programs in a real terminal? */
export function hasTmux(): boolean {
  return spawnSync('tmux', ['-V']).status === 0
}

/** A terminal with a shell in it. */
export class Tmux {
  readonly #name: string

  constructor(columns: number, rows: number) {
    this.#name = `t${Math.random().toString(36).slice(2)}`
    // A shell that does nothing to the terminal of its own accord, with jobs that can be stopped.
    const shell = 'env -i PATH="$PATH" HOME=/ TERM="$TERM" LANG=C.UTF-8 PS1="% " sh -i'
    // The server stays between two terminals, else one may meet it while it ends.
    const options = ['set-option', '-s', 'exit-empty', 'off', ';', 'set-option', '-s', 'escape-time', '0', ';']
    const session = ['new-session', '-d', '-s', this.#name, '-x', `${columns}`, '-y', `${rows}`, '-c', root, shell]
    tmux('start-server', ';', ...options, ...session)
  }

  /** Types characters; a lone Escape is known for what it is after a while. */
  async type(text: string): Promise<void> {
    const hex = [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'))
    tmux('send-keys', '-t', this.#name, '-H', ...hex)
    await wait(text.endsWith('\x1b') ? 150 : 30)
  }

  /** Types a command into the shell. */
  async run(command: string): Promise<void> {
    await this.type(`${command}\r`)
  }

  resize(columns: number, rows: number): void {
    tmux('resize-window', '-t', this.#name, '-x', `${columns}`, '-y', `${rows}`)
  }

  get screen(): string {
    return tmux('capture-pane', '-t', this.#name, '-p')
  }

  /** With colours, as escape sequences. */
  get styled(): string {
    return tmux('capture-pane', '-t', this.#name, '-p', '-e')
  }

  /** What a program may have done to the terminal: another screen, a hidden cursor, no wrapping, keys for applications. */
  get modes(): string {
    const flags = ['alternate_on', 'cursor_flag', 'wrap_flag', 'keypad_flag', 'mouse_any_flag']
    return tmux('display', '-p', '-t', this.#name, flags.map((flag) => `${flag}=#{${flag}}`).join(' ')).trim()
  }

  /** Waits until the screen is as it should be, or for as long as that may take. @returns the screen */
  async shows(expected: string | RegExp): Promise<string> {
    let { screen } = this
    for (let i = 0; i < 150; i++) {
      if (typeof expected === 'string' ? screen === expected : expected.test(screen)) break
      await wait(40)
      screen = this.screen
    }
    return screen
  }

  end(): void {
    tmux('kill-session', '-t', this.#name)
  }
}

export function endTmux(): void {
  spawnSync('tmux', [...server, 'kill-server'])
}
