import { boolean, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag, inputFlags, kubeVersionFlag } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'validate',
  summary: 'Judge CRDs and custom resources as the API server would',
  description: `Judge CustomResourceDefinitions and custom resources as the API server would, without one: the same
verdict and the same causes, with file, line and a hint.

CRDs are taken from the input itself, from --crds and from .kubectl-crd.yaml, the configuration of the
repository; with --live, from the cluster too, which is asked nothing otherwise. Kinds that Kubernetes serves
itself are skipped. Of a folder that is an operator's project, an OLM bundle or a helm chart, the manifests in it
are judged.
Exit code: 0 all valid, 1 something is not, 2 wrong usage, or something could not be loaded.`,
  usage: ['validate -f PATH [--crds PATH] [flags]', 'validate PATH... [flags]'],
  examples: [
    { text: 'Resources and their CRDs in one directory', command: 'kubectl crd validate -f deploy/ -R' },
    { text: 'One resource against a directory of CRDs', command: 'kubectl crd validate -f app.yaml --crds crds/' },
    {
      text: 'An update of what is stored now, CRDs or resources',
      command: 'kubectl crd validate -f new/ --old old/',
    },
    {
      text: 'What the cluster would say, its webhooks and policies included',
      command: 'kubectl crd validate -f deploy/ --dry-run=server',
    },
    { text: 'What a chart renders', command: 'helm template my-chart | kubectl crd validate -f - --crds crds/' },
  ],
  flags: {
    ...clusterFlags,
    ...inputFlags,
    kustomize: string({
      char: 'k',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'DIR',
      description: 'what kustomize, or kubectl kustomize, makes of a folder',
    }),
    crds: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH',
      description: 'where to find CRDs beside the input: file, directory (with all below), pattern, URL',
    }),
    output: option({
      char: 'o',
      options: ['text', 'json', 'yaml', 'sarif', 'junit', 'tap', 'github'] as const,
      default: 'text' as const,
      helpValue: 'FORMAT',
      description: 'text, json, yaml, sarif, junit, tap, github (annotations of workflows)',
    })(),
    'kube-version': kubeVersionFlag,
    old: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH',
      description: 'the objects as they are stored now: what is there too is judged as an update of it',
    }),
    live: boolean({
      description: 'CRDs that are not given, and the Kubernetes version, from the cluster; so do flags that choose one',
    }),
    against: option({
      options: ['live'] as const,
      helpValue: 'live',
      description: 'the objects of the cluster as they are now: what is there is judged as an update of it',
    })(),
    'dry-run': option({
      options: ['server', 'apply'] as const,
      helpValue: 'HOW',
      description: 'ask the server too, without changing anything: server (create, replace) or apply (server-side)',
    })(),
    subresource: option({
      options: ['status'] as const,
      helpValue: 'status',
      description: 'with --old or --against, judge updates of the status instead of the resource',
    })(),
    'print-stored': boolean({
      description: 'print each valid object as the server would store it, as YAML; findings go to standard error',
    }),
    advice: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'WHICH',
      description: 'advice about CRDs beyond the server: none, usual (default), all; CODE and -CODE switch single ones',
    }),
    costs: boolean({
      description: 'show what the CEL rules of CRDs cost, the dearest first, and what would make them cheaper',
    }),
    'strict-kinds': boolean({ description: 'refuse kinds that Kubernetes serves itself instead of skipping them' }),
    ignore: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'CODE[:FIELD]',
      description: 'leave such findings out, of all fields or of one and those below it; * stands for any name',
    }),
    'fail-on': option({
      options: ['error', 'warning'] as const,
      helpValue: 'SEVERITY',
      description: 'what makes the exit code 1: error (default) or warning',
    })(),
    config: string({
      helpValue: 'FILE',
      description: 'settings of the repository (default .kubectl-crd.yaml, here or in a folder above)',
    }),
    'no-config': boolean({ description: 'read no such file' }),
    watch: boolean({ char: 'w', description: 'validate again what changes, whenever files are saved' }),
    quiet: boolean({ char: 'q', description: 'print findings only: no summary, no notes' }),
    summary: boolean({ description: 'print the summary only (-o text, json, yaml)' }),
    verbose: boolean({ description: 'print a line about each valid document too' }),
    color: colorFlag,
  },
  args: {},
  load: () => import('./validate-run.ts'),
}
