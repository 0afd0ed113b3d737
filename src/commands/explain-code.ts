import { exitCode, UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { CodeDoc } from '../model/codes/code.ts'
import { nearest } from '../model/nearest.ts'
import { codeDoc, codeDocs } from './code-docs.ts'

/** Prints what is to be known about a finding's code. */
export function explainCode(code: string, terminal: Terminal): number {
  const doc = codeDoc(code)
  if (!doc) {
    const [close] = nearest(
      code.toUpperCase(),
      codeDocs.map((known) => known.code),
      1,
    )
    throw new UserError(
      `no finding has the code ${code}`,
      close === undefined ? 'docs/findings.md lists all' : `did you mean ${close}?`,
    )
  }
  terminal.out(codeText(doc))
  return exitCode.yes
}

const saidBy = {
  server: 'the API server refuses it',
  lint: 'our advice; the API server accepts it',
  manifest: 'about the text of the file',
} as const

function codeText({ code, title, source, text, bad, good }: CodeDoc): string {
  const parts = [`${code}: ${title}`, `(${saidBy[source]})`, '', ...wrap(text, 80)]
  if (bad !== '') parts.push('', 'Not so:', ...indent(bad))
  if (good !== '') parts.push('', 'But so:', ...indent(good))
  return `${parts.join('\n')}\n`
}

function indent(yaml: string): string[] {
  return yaml.split('\n').map((line) => `    ${line}`)
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
