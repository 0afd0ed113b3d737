import { spawn } from 'node:child_process'
import type { Terminal } from './terminal.ts'

/**
 * Writes a text that is higher than the terminal by way of a pager: that of KUBE_PAGER, of PAGER, else less, which ends by
 * itself with a text that fits. An empty one, and `cat`, mean none.
 * @returns whether it did
 */
export async function page(text: string, { env }: Terminal): Promise<boolean> {
  const command = (env.KUBE_PAGER ?? env.PAGER ?? 'less').trim()
  if (command === '' || command === 'cat') return false
  const child = spawn(command, {
    // As other programs do: it may hold arguments.
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', LV: '-c', ...env },
  })
  // What ends the pager is its business: it sets the terminal right before it goes.
  const stay = () => {}
  process.on('SIGINT', stay)
  try {
    return await new Promise((resolve) => {
      child.on('error', () => resolve(false))
      // A shell that cannot find or run it.
      child.on('close', (code) => resolve(code !== 127 && code !== 126))
      // It may end before it has read all.
      child.stdin.on('error', () => {})
      child.stdin.end(text)
    })
  } finally {
    process.off('SIGINT', stay)
  }
}
