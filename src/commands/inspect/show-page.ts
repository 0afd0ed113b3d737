import { wantsColor } from '../../cli/inputs.ts'
import type { Terminal } from '../../cli/terminal.ts'
import type { Page } from '../../inspect/page.ts'
import { pageData } from '../../inspect/page-data.ts'
import { pageText } from '../../inspect/render-page.ts'
import { visible } from '../../model/printable.ts'
import { painter } from './paint.ts'
import { dataText, sayUnknown } from './show-inspection.ts'

/** Prints the page of a CRD. */
export async function showPage(
  page: Page,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<void> {
  const { output } = flags
  if (output === 'json' || output === 'yaml') terminal.out(await dataText(pageData(page), output))
  else if (output === 'name')
    terminal.out(`customresourcedefinition.apiextensions.k8s.io/${visible(page.crd.facts.name)}\n`)
  else {
    const paint = await painter(wantsColor(flags.color, terminal))
    const width = terminal.isTTY ? terminal.width : undefined
    terminal.out(pageText(page, { wide: output === 'wide', width, paint }))
  }
  sayUnknown(page.unknown, terminal)
}
