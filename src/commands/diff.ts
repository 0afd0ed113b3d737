import { boolean, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag, inputFlags, kubeVersionFlag } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'diff',
  summary: 'Tell what an upgrade of CRDs breaks, or what applying a resource changes',
  description: `Compare CustomResourceDefinitions before and after: what breaks for those who write objects, for those who
read them, and for objects that exist. Whatever is called breaking comes with an object that was accepted before and
is refused, or loses something, now.

OLD and NEW are files, directories (with all below), URLs, - for standard input, REV:path in git, :path for what is
in git's index, and live for the cluster. One path is compared with the cluster; two contexts with each other. CRDs
are paired by group and kind.

With -f, or where the files hold no CRDs, custom resources are compared: with what applying them would make of the
objects in the cluster, which is not changed, or two files with each other.
Exit code: 0 compatible or undecided, or no difference; 1 something breaks, or differs; 2 wrong usage, or something
could not be loaded.`,
  usage: ['diff OLD NEW [flags]', 'diff NEW [flags]', 'diff --context A --context B [flags]', 'diff -f PATH [flags]'],
  examples: [
    { text: 'Two releases', command: 'kubectl crd diff v1/crds/ v2/crds/' },
    { text: 'What the working tree changes', command: 'kubectl crd diff HEAD:config/crd config/crd' },
    { text: 'What a new chart brings', command: 'helm template new/ | kubectl crd diff old-crds.yaml -' },
    { text: 'What becomes of objects that exist', command: 'kubectl crd diff old.yaml new.yaml --against objects/' },
    { text: 'What an upgrade breaks in this cluster', command: 'kubectl crd diff new-crds/ --against live' },
    { text: 'What applying resources would change', command: 'kubectl crd diff -f app.yaml' },
    { text: 'For a pull request', command: 'kubectl crd diff origin/main:crds crds -o markdown' },
  ],
  flags: {
    ...clusterFlags,
    context: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME',
      helpGroup: 'cluster',
      description: 'the context of the kubeconfig to use; given twice, both sides are clusters',
    }),
    filename: inputFlags.filename,
    'server-side': boolean({ description: 'with -f: as kubectl apply --server-side would merge' }),
    'force-conflicts': boolean({ description: 'with --server-side: take over what others own' }),
    'field-manager': string({ helpValue: 'NAME', description: 'with --server-side: who you are (default kubectl)' }),
    crds: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH',
      description: 'where to find the CRDs of custom resources in two files',
    }),
    against: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH',
      description:
        'objects that exist: which of them the new CRDs refuse, and what they lose; live: those of the cluster',
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
    verbose: boolean({ description: 'show what breaks nothing too, and every place' }),
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
