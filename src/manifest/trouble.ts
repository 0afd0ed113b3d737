import type { Finding } from '../model/finding.ts'

/** The finding of a document that cannot be read. */
export function unreadable(text: string, message: string, offset: number, hint?: string): Finding {
  const start = Math.max(0, Math.min(offset, text.length))
  const finding: Finding = {
    code: 'CRD0001',
    source: 'manifest',
    severity: 'error',
    path: [],
    field: '',
    reason: '',
    message,
    position: { start, end: Math.min(start + 1, text.length) },
  }
  const advice = fromLines(text, start) ?? hint ?? fromMessage(message)
  if (advice !== undefined) finding.hint = advice
  return finding
}

interface Trouble {
  message: string
  offset: number
  hint: string | undefined
}

/** The finding of a text that is no JSON. */
export function unreadableJson(text: string, { message, offset, hint }: Trouble): Finding {
  return unreadable(text, `json: ${message}`, offset, hint)
}

/** The finding of a text that is no YAML. @param shift is to be added to the error's offset */
export function unreadableYaml(text: string, { message, offset, hint }: Trouble, shift: number): Finding {
  return unreadable(text, `yaml: ${message}`, shift + offset, hint)
}

/** What most often stands behind a text that is no YAML, as the line says or the one above. */
function fromLines(text: string, offset: number): string | undefined {
  const line = lineAt(text, offset)
  const above = lineAt(text, text.lastIndexOf('\n', offset - 1) - 1)
  for (const each of [line, above]) {
    if (/^(?:<{7}|={7}|>{7})(?: |$)/.test(each)) return 'these are merge conflict markers: resolve the conflict'
    if (/\{\{.*\}\}/.test(each) || /^\s*\{\{/.test(each))
      return 'this is a template: render it first (helm template), then validate the output'
    if (/^ *\t/.test(each)) return 'YAML does not allow tabs for indentation: use spaces'
  }
  for (const each of [line, above]) {
    if (/^[^#'"]*: [^'"#[{|>][^#]*: /.test(each)) return 'a value that contains ": " must be quoted'
    if (/(?:: |- )+[@`%]/.test(each)) return 'a value that begins with @, ` or % must be quoted'
    if (/(?:: |- )+\*(?![\w-]+ *(?:#|$))/.test(each)) return 'a value that begins with * must be quoted'
  }
  return undefined
}

/** Long ones are cut: what matters stands at the beginning. */
function lineAt(text: string, offset: number): string {
  if (offset < 0) return ''
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', start)
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + maxLine)).trimEnd()
}

const maxLine = 1000

const advice: [about: RegExp, hint: string][] = [
  [/within a (?:single|double) quoted scalar/, 'close the quote'],
  [/within a flow collection|missed comma|expected ',' or/, 'close every [ and {, and put commas between'],
  [/tab characters?|cannot start any token/, 'use spaces instead of tabs'],
  [/indentation|mapping entry|document separator is expected/, 'indent entries of one mapping or list alike'],
  [/escape/, 'write a backslash as \\\\, or use single quotes'],
  [/anchor '/, 'a text that begins with * must be quoted'],
  [/':'/, 'write key: value, with a space behind the colon'],
]

function fromMessage(message: string): string | undefined {
  return advice.find(([about]) => about.test(message))?.[1]
}
