import { boolean, string } from '@oclif/core/flags'
import type { CommandDefinition } from '../cli/command.ts'

export const definition: CommandDefinition = {
  name: 'version',
  summary: 'Print the version',
  description: 'Print the version of this plugin, and of the Kubernetes rules it knows.',
  usage: ['version [--short | -o json]'],
  examples: [],
  flags: {
    output: string({ char: 'o', options: ['json'], helpValue: 'json', description: 'print JSON' }),
    short: boolean({ description: 'print the number only' }),
  },
  args: {},
  load: () => import('./version-run.ts'),
}
