import type { CommandDefinition, CommandEntry } from './command.ts'

/** `kubectl crd --help` */
export function rootHelp(table: readonly CommandEntry[]): string {
  const width = Math.max(...table.map(({ name }) => name.length))
  const rows = table.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`)
  return `Validate and explain CustomResourceDefinitions and custom resources, without a cluster.

Usage:
  kubectl crd COMMAND [flags]

Commands:
${rows.join('\n')}

Use "kubectl crd COMMAND --help" for more about a command.
`
}

/** `kubectl crd COMMAND --help` */
export function commandHelp(definition: CommandDefinition): string {
  const { description, usage, examples, flags } = definition
  const parts = [description, '', 'Usage:', ...usage.map((line) => `  kubectl crd ${line}`)]
  if (examples.length > 0) {
    parts.push('', 'Examples:')
    examples.forEach(({ text, command }, i) => {
      if (i > 0) parts.push('')
      parts.push(`  # ${text}`, `  ${command}`)
    })
  }
  parts.push('', 'Flags:', ...flagRows(flags))
  if (Object.values(flags).some(({ helpGroup }) => helpGroup === 'cluster'))
    parts.push(
      '',
      'Access to a cluster: the flags of kubectl, such as --context, --kubeconfig and --as (kubectl options).',
    )
  return `${parts.join('\n')}\n`
}

/** One row a flag: `-f, --filename=PATH   what it does`. */
export function flagRows(flags: CommandDefinition['flags']): string[] {
  const own = Object.entries(flags).filter(([, { helpGroup }]) => helpGroup === undefined)
  const rows = own.map(([name, flag]) => {
    const short = flag.char ? `-${flag.char}, ` : '    '
    const value = flag.type === 'option' ? `=${flag.helpValue ?? 'TEXT'}` : ''
    const fallback = typeof flag.default === 'string' ? ` (default ${flag.default})` : ''
    return { left: `${short}--${name}${value}`, right: `${flag.description ?? ''}${fallback}` }
  })
  const width = Math.max(...rows.map(({ left }) => left.length))
  return rows.map(({ left, right }) => `  ${left.padEnd(width)}   ${right}`)
}
