import { boolean, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { inputFlags, kubeVersionFlag } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'sample',
  summary: 'Write the YAML of a resource that the server accepts',
  description: `Write a custom resource from the schema in its CRD: one that the API server accepts, or the rules that a person
must see to. Without --minimal or --full: what must be set, what has a default, and what kubectl get shows.

RESOURCE is named as in explain, and found as there: in the files of -f, the configuration or the cluster. With a path of fields, only that part is printed.
The same CRD always gives the same sample.`,
  usage: ['sample RESOURCE[.path] [-f PATH] [flags]', 'sample -f PATH'],
  examples: [
    { text: 'To start from', command: 'kubectl crd sample crontab -f crd.yaml' },
    { text: 'Only what must be set', command: 'kubectl crd sample crontab -f crd.yaml --minimal' },
    {
      text: 'Every field, explained, the optional ones as comments',
      command: 'kubectl crd sample ct -f crd.yaml --commented',
    },
    {
      text: 'With values of your own',
      command: 'kubectl crd sample ct -f crd.yaml --set spec.replicas=3 --name nightly',
    },
  ],
  flags: {
    ...clusterFlags,
    ...inputFlags,
    'api-version': string({ helpValue: '[GROUP/]VERSION', description: 'of this version of the resource' }),
    'all-versions': boolean({ description: 'one of every version that is served' }),
    minimal: boolean({ description: 'only what must be set to be accepted' }),
    full: boolean({ description: 'every field once' }),
    commented: boolean({ description: 'each field with its explanation; what is optional is commented out' }),
    set: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PATH=VALUE',
      description: 'put a value there (YAML), and make what contains it; may be repeated',
    }),
    name: string({ helpValue: 'NAME', description: 'metadata.name; made of the kind otherwise' }),
    namespace: string({ char: 'n', helpValue: 'NAMESPACE', description: 'metadata.namespace' }),
    'kube-version': kubeVersionFlag,
    output: option({
      char: 'o',
      options: ['yaml', 'json'] as const,
      default: 'yaml' as const,
      helpValue: 'FORMAT',
      description: 'yaml, json',
    })(),
  },
  args: {},
  load: () => import('./sample-run.ts'),
}
