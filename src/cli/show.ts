import type { Terminal } from './terminal.ts'

/** Writes a text that a person reads; by way of a pager when the terminal is not high enough for it. */
export async function show(text: string, terminal: Terminal, { pager }: { pager: boolean }): Promise<void> {
  const { isTTY, env, width, height } = terminal
  if (pager && isTTY && env.TERM !== 'dumb' && rows(text, width) >= height) {
    const { page } = await import('./pager.ts')
    // Older pagers show links as they are written.
    if (await page(text.replace(links, ''), terminal)) return
  }
  terminal.out(text)
}

/** OSC 8, as src/explain/style.ts writes it. */
const links = /\x1b\]8;;[^\x1b]*\x1b\\/g

/** Lines on a terminal: a long one takes several. */
function rows(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), -1)
}
