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
  const advice = hint ?? guess(text, start)
  if (advice !== undefined) finding.hint = advice
  return finding
}

/** What most often stands behind a text that is no YAML. */
function guess(text: string, offset: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const found = text.indexOf('\n', offset)
  const line = text.slice(lineStart, Math.min(found < 0 ? text.length : found, lineStart + maxLine))
  if (/^(?:<{7}|={7}|>{7})(?: |$)/m.test(line)) return 'these are merge conflict markers: resolve the conflict'
  if (/\{\{.*\}\}/.test(line) || /^\s*\{\{/.test(line))
    return 'this is a template: render it first (helm template), then validate the output'
  if (/^ *\t/.test(line)) return 'YAML does not allow tabs for indentation: use spaces'
  if (/^[^#'"]*: .*: /.test(line)) return 'a value that contains ": " must be quoted'
  if (/: +[@`%]/.test(line)) return 'a value that begins with @, ` or % must be quoted'
  return undefined
}

const maxLine = 1000
