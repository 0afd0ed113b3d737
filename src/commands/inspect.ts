import { boolean, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag, inputFlags } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'inspect',
  summary: 'Show what state the CRDs of a cluster are in, and what to do about it',
  description: `Show what state the CustomResourceDefinitions and aggregated APIs of a cluster are in: one table, problems first.

VERSIONS has a star at the version that objects are stored in, and parentheses around those that are not served.
With NAME, in any spelling that kubectl takes, all about one CRD: its versions and how large they are, what its rules may
cost, who may own items of lists, what is lost between versions, and which webhooks and policies judge its resources too.

What cannot be seen is a ?, and the verb that is missing is named on standard error.
Exit code: 0; with --problems 1 when there are errors; 2 wrong usage, or the cluster could not be asked.`,
  usage: ['inspect [flags]', 'inspect NAME [flags]', 'inspect [NAME] -f PATH [flags]'],
  examples: [
    { text: 'All CRDs, the troubled ones first', command: 'kubectl crd inspect' },
    { text: 'What is wrong, and what to type next', command: 'kubectl crd inspect --problems' },
    { text: 'All about one', command: 'kubectl crd inspect crontabs' },
    { text: 'Which fields are used, and by whom', command: 'kubectl crd inspect crontabs --usage' },
    { text: 'A CRD in a file', command: 'kubectl crd inspect -f crd.yaml' },
    { text: 'How the cluster is extended', command: 'kubectl crd inspect --extensions' },
    { text: 'Its CRDs as files, to validate against', command: 'kubectl crd inspect --export crds/' },
    { text: 'How many objects there are of each', command: 'kubectl crd inspect --counts' },
  ],
  flags: {
    filename: inputFlags.filename,
    problems: boolean({ description: 'show a row for each problem, with the command to type next' }),
    extensions: boolean({
      description: 'show all by which the cluster is extended: CRDs, APIs, webhooks, policies, drivers, classes',
    }),
    export: string({
      helpValue: 'DIR',
      description: 'write the CRDs of the cluster to a folder, as files for validate --crds',
    }),
    counts: boolean({ description: 'count the objects of each CRD, with one small request each' }),
    usage: boolean({ description: 'with NAME: which fields are set, in how many objects, by which managers' }),
    selector: string({ char: 'l', helpValue: 'LABELS', description: 'only what has these labels' }),
    watch: boolean({ char: 'w', description: 'show it again whenever a CRD changes' }),
    output: option({
      char: 'o',
      options: ['table', 'wide', 'json', 'yaml', 'name'] as const,
      default: 'table' as const,
      helpValue: 'FORMAT',
      description: 'table, wide, json, yaml, name',
    })(),
    color: colorFlag,
    ...clusterFlags,
  },
  args: {},
  load: () => import('./inspect-run.ts'),
}
