import type { Surroundings } from '../../src/cluster/surroundings.ts'

/** Nobody's machine: no home, no pod, no terminal. `said` gathers standard error. */
export function surroundings(more: Partial<Surroundings> = {}): Surroundings & { said: string[] } {
  const said: string[] = []
  return {
    env: { PATH: process.env.PATH },
    home: '/nonexistent',
    serviceAccount: '/nonexistent',
    stdinIsTTY: () => false,
    err: (text) => said.push(text),
    userAgent: 'kubectl-crd/test',
    ...more,
    said,
  }
}
