import { boolean, option, string } from '@oclif/core/flags'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag, kubeVersionFlag } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'diff',
  summary: 'Tell what an upgrade of CRDs breaks, for whom, with proof',
  description: `Compare CustomResourceDefinitions before and after: what breaks for those who write objects, for those who
read them, and for objects that exist. Whatever is called breaking comes with an object that was accepted before and
is refused, or loses something, now.

OLD and NEW are files, directories (with all below), URLs, - for standard input, REV:path in git, and :path for what
is in git's index. CRDs are paired by group and kind.
Exit code: 0 compatible or undecided, 1 something breaks, 2 wrong usage, or something could not be loaded.`,
  usage: ['diff OLD NEW [flags]'],
  examples: [
    { text: 'Two releases', command: 'kubectl crd diff v1/crds/ v2/crds/' },
    { text: 'What the working tree changes', command: 'kubectl crd diff HEAD:config/crd config/crd' },
    { text: 'What a new chart brings', command: 'helm template new/ | kubectl crd diff old-crds.yaml -' },
    { text: 'What becomes of objects that exist', command: 'kubectl crd diff old.yaml new.yaml --against objects/' },
    { text: 'For a pull request', command: 'kubectl crd diff origin/main:crds crds -o markdown' },
  ],
  flags: {
    against: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH',
      description: 'objects that exist: which of them the new CRDs refuse, and what they lose',
    }),
    perspective: option({
      options: ['author', 'admin', 'client'] as const,
      default: 'author' as const,
      helpValue: 'WHO',
      description: 'author; admin: with the upgrade plan and the way back; client: READ and DEFAULT count too',
    })(),
    'emit-witness': string({
      helpValue: 'DIR',
      description: 'write the object that proves each break to a file of its own',
    }),
    rollback: boolean({ description: 'judge the way back, from NEW to OLD, too' }),
    'kube-version': kubeVersionFlag,
    output: option({
      char: 'o',
      options: ['text', 'json', 'yaml', 'markdown', 'sarif', 'junit', 'github'] as const,
      default: 'text' as const,
      helpValue: 'FORMAT',
      description: 'text, json, yaml, markdown (for a pull request), sarif, junit, github (annotations)',
    })(),
    verbose: boolean({ char: 'v', description: 'show what breaks nothing too, and every place' }),
    quiet: boolean({ char: 'q', description: 'no summary line on standard error' }),
    config: string({
      helpValue: 'FILE',
      description: 'settings of the repository (default .kubectl-crd.yaml, here or in a folder above)',
    }),
    'no-config': boolean({ description: 'read no such file' }),
    color: colorFlag,
  },
  args: {},
  load: () => import('./diff-run.ts'),
}
