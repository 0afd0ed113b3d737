import { boolean, option, string } from '@oclif/core/flags'
import { clusterFlags } from '../cli/cluster-flags.ts'
import type { CommandDefinition } from '../cli/command.ts'
import { colorFlag } from '../cli/flags.ts'

export const definition: CommandDefinition = {
  name: 'inspect',
  summary: 'Show what state the CRDs of a cluster are in, and what to do about it',
  description: `Show what state the CustomResourceDefinitions and aggregated APIs of a cluster are in: one table, problems first.

VERSIONS has a star at the version that objects are stored in, and parentheses around those that are not served.
What cannot be seen is a ?, and the verb that is missing is named on standard error.
Exit code: 0; with --problems 1 when there are errors; 2 wrong usage, or the cluster could not be asked.`,
  usage: ['inspect [flags]'],
  examples: [
    { text: 'All CRDs, the troubled ones first', command: 'kubectl crd inspect' },
    { text: 'What is wrong, and what to type next', command: 'kubectl crd inspect --problems' },
    { text: 'How many objects there are of each', command: 'kubectl crd inspect --counts' },
  ],
  flags: {
    problems: boolean({ description: 'show a row for each problem, with the command to type next' }),
    counts: boolean({ description: 'count the objects of each CRD, with one small request each' }),
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
