import { boolean, option, string } from '@oclif/core/flags'

/** Flags that several commands share, spelled as kubectl spells them. */
export const inputFlags = {
  filename: string({
    char: 'f',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'PATH',
    description: 'file, directory, pattern, URL, or - for standard input; may be repeated or comma-separated',
  }),
  recursive: boolean({ char: 'R', description: 'go into directories below those of -f' }),
}

export const colorFlag = option({
  options: ['auto', 'always', 'never'] as const,
  default: 'auto' as const,
  helpValue: 'WHEN',
  description: 'colour the output: auto, always, never',
})()

export const kubeVersionFlag = string({
  helpValue: '1.N',
  description: 'apply the rules of this Kubernetes version (1.30 and later)',
})
