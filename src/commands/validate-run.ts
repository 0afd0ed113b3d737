import type { Run } from '../cli/command.ts'
import { readSettings } from './settings.ts'
import { validateOnce } from './validate-once.ts'

export const run: Run = async ({ flags, argv, terminal }) => validateOnce(await readSettings(flags, argv), terminal)
