import { exitCode, UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { CodeDoc } from '../model/codes/code.ts'
import { nearest } from '../model/nearest.ts'
import { codeDoc, codeDocs } from './code-docs.ts'

/** Prints what is to be known about a finding's code. */
export function explainCode(code: string, output: string, terminal: Terminal): number {
  if (output !== 'plaintext' && output !== 'json')
    throw new UserError(`a code has no ${output} output`, 'use -o plaintext or -o json')
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
  terminal.out(output === 'json' ? codeJSON(doc) : codeText(doc))
  return exitCode.yes
}

function saidBy({ source, severity }: CodeDoc): string {
  if (source === 'lint') return 'our advice, not what the API server says'
  if (source === 'diff') return 'what diff says about the upgrade of a CRD'
  if (source === 'inspect') return 'about the state of a cluster, told by kubectl crd inspect'
  if (source === 'manifest') return 'about the text of the file'
  if (source === 'cluster') return 'what one cluster says, in a dry run'
  return severity === 'warning' ? 'the API server accepts it with a warning' : 'the API server refuses it'
}

/** As docs/schemas/finding-code.json describes it. */
function codeJSON(doc: CodeDoc): string {
  return `${JSON.stringify({ apiVersion: 'kubectl-crd/v1', kind: 'FindingCode', ...doc }, null, 2)}\n`
}

function codeText(doc: CodeDoc): string {
  const { code, title, text, bad, good } = doc
  const parts = [`${code}: ${title}`, `(${saidBy(doc)})`, '', ...wrap(text, 80)]
  if (bad !== '') parts.push('', 'Not so:', ...indent(bad), '', 'But so:', ...indent(good))
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
