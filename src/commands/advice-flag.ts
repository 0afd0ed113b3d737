import { UserError } from '../cli/exit.ts'
import { type AdviceChoice, adviceLevels, usualAdvice } from '../model/advice-choice.ts'
import { nearest } from '../model/nearest.ts'

/** The words of --advice: a level, and codes to switch on or, with a dash, off. Throws {@link UserError}. */
export async function adviceChoice(words: readonly string[], base: AdviceChoice = usualAdvice): Promise<AdviceChoice> {
  let { level } = base
  const on = new Set(base.on)
  const off = new Set(base.off)
  for (const word of words) {
    const known = adviceLevels.find((name) => name === word)
    if (known) level = known
    else await switchCode(word, on, off)
  }
  return { level, on, off }
}

async function switchCode(word: string, on: Set<string>, off: Set<string>): Promise<void> {
  const { adviceDocs } = await import('../lint/advice/docs.ts')
  const codes = adviceDocs.map(({ code }) => code)
  const code = word.replace(/^-/, '').toUpperCase()
  if (!codes.includes(code)) {
    const [close] = nearest(word, [...adviceLevels, ...codes], 1)
    const hint = `it takes ${adviceLevels.join(', ')}, and codes from ${codes[0]} to ${codes.at(-1)}`
    throw new UserError(`no advice is called ${JSON.stringify(word)}`, close ? `did you mean ${close}? ${hint}` : hint)
  }
  const [add, remove] = word.startsWith('-') ? [off, on] : [on, off]
  add.add(code)
  remove.delete(code)
}
