import type { Run } from '../cli/command.ts'
import { readSettings } from './settings.ts'
import { validateOnce } from './validate-once.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const read = () => readSettings(flags, argv, terminal)
  if (flags.watch === true) return (await import('./watch.ts')).watch(read, terminal)
  return validateOnce(await read(), terminal)
}
