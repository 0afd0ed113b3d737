import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ran {
  status: number | null
  out: string
  err: string
}

/** Runs the built plugin, as a user does. */
export function crd(
  words: readonly string[],
  { input, cwd, env }: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(`${root}bin/kubectl-crd`, [...words], {
    cwd: cwd ?? root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 30,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  })
  return { status, out: stdout, err: stderr }
}
