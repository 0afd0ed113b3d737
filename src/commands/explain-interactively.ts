import { exitCode, UserError } from '../cli/exit.ts'
import { fullScreen } from '../cli/full-screen.ts'
import type { Terminal } from '../cli/terminal.ts'
import { explainNamed, type Named } from '../explain/answer.ts'
import { ascii, unicode } from '../explain/tree/look.ts'
import { initialState } from '../explain/tree/state.ts'
import { subjectOf } from '../explain/tree/subject.ts'
import { printableLine, visible } from '../model/printable.ts'
import { newestVersion } from '../model/server-version.ts'
import type { CRD } from '../schema/crd.ts'
import { explainStyle } from './explain-style.ts'

/** Flags that say what to print, where nothing is printed. */
const printing = ['all-versions', 'find', 'full-paths', 'max-depth', 'required-only'] as const

/** `kubectl crd explain -i`: the fields as a tree on the whole terminal, until the user quits. */
export async function explainInteractively(
  crds: readonly CRD[],
  argument: string,
  { named, flags, terminal }: Interactive,
): Promise<number> {
  const odd = printing.find((flag) => flags[flag] !== undefined && flags[flag] !== false)
  if (odd)
    throw new UserError(
      `-i does not go with --${odd}`,
      odd === 'find' ? 'press / in the tree' : `leave out --${odd}, or -i`,
    )
  if (flags.output !== 'plaintext') throw new UserError(`-i has no ${flags.output} output`, 'leave out -o, or -i')
  const explained = await explainNamed(crds, argument, named)
  if ('error' in explained) throw new UserError(explained.error, explained.hints.map(visible).join('\n') || undefined)
  // Loaded first: there is nothing to see for as long as it takes.
  const { browse } = await import('../tui/browse.ts')
  const style = await explainStyle(flags.color, terminal)
  const screen = fullScreen(terminal, 'without -i it is printed; --recursive prints all fields below')
  try {
    const start = initialState({
      subject: subjectOf(explained, newestVersion),
      look: { style, glyphs: hasUnicode(terminal.env) ? unicode : ascii },
      size: screen.size(),
      node: explained.node,
      isOpen: flags.recursive === true,
      message: explained.warnings.map(printableLine).join('; '),
    })
    await browse(start, screen)
  } finally {
    screen.leave()
  }
  return exitCode.yes
}

interface Interactive {
  named: Named
  flags: Readonly<Record<string, unknown>>
  terminal: Terminal
}

/** As the C library reads it; the console of Linux has few characters whatever the locale. */
function hasUnicode({ LC_ALL, LC_CTYPE, LANG, TERM, WT_SESSION }: Terminal['env']): boolean {
  // Windows has no locale to ask; its Terminal says its name.
  return WT_SESSION !== undefined || (TERM !== 'linux' && /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ''))
}
