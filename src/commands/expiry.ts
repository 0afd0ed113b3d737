import type { Terminal } from '../cli/terminal.ts'
import type { Path } from '../model/path.ts'
import type { ConfigReader } from './config-reader.ts'

/** Where a configuration is read, and when. */
export interface Context {
  folder: string
  /** As 2026-01-31. */
  today: string
  terminal: Terminal
}

/** Does an entry with `expires` still count? When it does not, that is said; what is no date is a UserError. */
export function isCurrent(
  config: ConfigReader,
  at: Path,
  what: string,
  { today, terminal }: Omit<Context, 'folder'>,
): boolean {
  const path = [...at, 'expires']
  const expires = config.text(path)
  if (expires === undefined) return true
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || Number.isNaN(Date.parse(expires)))
    throw config.wrong(path, `${JSON.stringify(expires)} is no date`, 'write it as 2027-01-31')
  if (expires >= today) return true
  terminal.err(`Warning: ${config.place(path)}: ${what} has expired, and no longer counts\n`)
  return false
}
