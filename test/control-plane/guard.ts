import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/** Cleans up after this process if it dies without doing so itself. */
export interface Guard {
  /** The processes to end then, and no others. */
  watch(pids: readonly number[]): void
  /** No need for it any more. */
  dismiss(): void
}

// The last line that came names the processes. The pipe ends with the process at its other end, however that ends.
const script = `
pids=
while read -r line; do pids=$line; done
[ "$pids" = dismissed ] && exit
[ -n "$pids" ] && kill -9 $pids
rm -rf "$1"
`

/**
 * A shell waits at the end of a pipe: it sees the death of this process even by SIGKILL, and it works in Jest's
 * sandbox too, where the `exit` event never comes.
 * @param dir removed with the processes
 */
export function startGuard(dir: string): Guard {
  // Detached: a Ctrl-C in the terminal must not end the guard before the guarded.
  const shell = spawn('sh', ['-c', script, 'sh', dir], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  shell.unref()
  const pipe = shell.stdin as Socket
  pipe.unref()
  pipe.on('error', () => {})
  return {
    watch: (pids) => {
      pipe.write(`${pids.join(' ')}\n`)
    },
    dismiss: () => {
      pipe.end('dismissed\n')
    },
  }
}
