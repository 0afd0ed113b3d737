import { spawn } from 'node:child_process'
import type { Terminal } from './terminal.ts'

/**
 * Writes a text that is higher than the terminal by way of a pager: that of KUBE_PAGER, of PAGER, else less where there is
 * one. An empty one, and `cat`, mean none.
 * @returns whether it did
 */
export async function page(text: string, { env }: Terminal): Promise<boolean> {
  const chosen = (env.KUBE_PAGER ?? env.PAGER)?.trim()
  if (chosen === '' || chosen === 'cat') return false
  const child = spawn(chosen ?? 'less', {
    // As other programs take it: it may hold arguments.
    shell: chosen !== undefined,
    stdio: ['pipe', 'inherit', 'inherit'],
    // less: end with a text that fits, pass colours on, leave the text where it is.
    env: { LESS: 'FRX', LV: '-c', ...env },
  })
  // What is typed in the pager is its business, Ctrl-C too; it sets the terminal right before it goes.
  const stay = () => {}
  process.on('SIGINT', stay)
  try {
    return await new Promise((resolve) => {
      child.on('error', () => resolve(false))
      // A shell that cannot find or run it answers so.
      child.on('close', (code) => resolve(code !== 127 && code !== 126))
      // It may end before it has read all.
      child.stdin.on('error', () => {})
      child.stdin.end(text)
    })
  } finally {
    process.off('SIGINT', stay)
  }
}
