import type { CommandEntry } from '../cli/command.ts'

/** All commands, in the order of the help. Nothing of them is loaded before it is needed. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'validate',
    summary: 'Judge CRDs and custom resources as the API server would',
    load: () => import('./validate.ts'),
  },
  {
    name: 'explain',
    summary: 'Explain a resource or a field: everything that its schema enforces',
    load: () => import('./explain.ts'),
  },
  {
    name: 'sample',
    summary: 'Write the YAML of a resource that the server accepts',
    load: () => import('./sample.ts'),
  },
  {
    name: 'diff',
    summary: 'Tell what an upgrade of CRDs breaks, or what applying a resource changes',
    load: () => import('./diff.ts'),
  },
  {
    name: 'inspect',
    summary: 'Show what state the CRDs of a cluster are in, and what to do about it',
    load: () => import('./inspect.ts'),
  },
  {
    name: 'version',
    summary: 'Print the version',
    load: () => import('./version.ts'),
  },
]
