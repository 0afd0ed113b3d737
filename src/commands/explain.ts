import { boolean, integer, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag, inputFlags } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'explain',
  summary: 'Explain a resource or a field: everything that its schema enforces',
  description: `Explain a custom resource, or a field of it, from the schema in its CRD: what kubectl explain says, and
everything else that the server enforces: defaults, bounds, patterns, list keys, immutability, rules.

RESOURCE is a plural, singular, kind or short name, with .version and .group where it needs them; a path of fields
follows after a dot: crontab.spec.replicas, ct.v1.stable.example.com.spec.ports[].name. A file with one CRD needs none.
Without -f, RESOURCE is one of .kubectl-crd.yaml in this folder or above, else of the cluster that kubectl would ask,
where kinds of Kubernetes itself are known too.
With /NAME, each field is shown with what that object has: crontab.spec/nightly, in files or in the cluster.`,
  usage: ['explain RESOURCE[.path][/NAME] [-f PATH] [flags]', 'explain -f PATH', 'explain CODE'],
  examples: [
    { text: 'A field', command: 'kubectl crd explain crontab.spec.replicas -f crd.yaml' },
    { text: 'What an object of the cluster has there', command: 'kubectl crd explain crontab.spec/nightly -n jobs' },
    { text: 'All that must be set', command: 'kubectl crd explain crontab -f crd.yaml --required-only' },
    { text: 'What stands behind a finding of validate', command: 'kubectl crd explain CRD0117' },
    { text: 'Completion and checks in an editor', command: 'kubectl crd explain crontab -f crd.yaml -o jsonschema' },
    { text: 'A tree to move in and to search', command: 'kubectl crd explain crontab -f crd.yaml -i' },
    {
      text: 'Where something about time is said',
      command: 'kubectl crd explain crontab -f crd.yaml --find "time|duration"',
    },
  ],
  flags: {
    ...clusterFlags,
    ...inputFlags,
    'api-version': string({ helpValue: '[GROUP/]VERSION', description: 'explain this version of the resource' }),
    recursive: boolean({ char: 'R', description: 'show all fields below' }),
    'full-paths': boolean({ description: 'show full paths instead of a tree' }),
    'max-depth': integer({ min: 1, helpValue: 'LEVELS', description: 'show so many levels below' }),
    'required-only': boolean({ description: 'show required fields only' }),
    find: string({
      helpValue: 'REGEX',
      description: 'show only fields whose name, path or description matches (RE2 syntax)',
    }),
    interactive: boolean({
      char: 'i',
      description: 'move in the tree of fields, search it, read on; keys: ?',
    }),
    'all-versions': boolean({ description: 'show what was added, removed and changed from version to version' }),
    output: option({
      char: 'o',
      options: ['plaintext', 'json', 'yaml', 'markdown', 'html', 'jsonschema', 'typescript'] as const,
      default: 'plaintext' as const,
      helpValue: 'FORMAT',
      description: 'plaintext, json, yaml, markdown, html (one page), jsonschema (for editors), typescript (types)',
    })(),
    namespace: string({ char: 'n', helpValue: 'NAMESPACE', description: 'the namespace of the object /NAME' }),
    'no-pager': boolean({ description: 'never show the output by way of KUBE_PAGER or PAGER' }),
    color: colorFlag,
  },
  args: {},
  load: () => import('./explain-run.ts'),
}
