import { main } from '../../../src/cli/main.ts'
import type { Terminal } from '../../../src/cli/terminal.ts'
import { commands } from '../../../src/commands/index.ts'

export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs the plugin within this process, which may answer the server meanwhile. */
export async function runPlugin(words: readonly string[], env: Terminal['env']): Promise<Ran> {
  const said = { out: '', err: '' }
  const write = (to: 'out' | 'err') => (text: string) => {
    said[to] += text
  }
  const terminal: Terminal = {
    out: write('out'),
    err: write('err'),
    isTTY: false,
    errIsTTY: false,
    inIsTTY: () => false,
    colors: false,
    width: 80,
    height: 24,
    env,
  }
  return { code: await main(words, commands, terminal), ...said }
}
