import type { Finding } from '../model/finding.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { Result, Summary } from '../model/result.ts'
import { costsText } from './costs.ts'
import { headline } from './headline.ts'
import { lineIndex } from './line-index.ts'
import { inOrder, placeOf, rulePlaceOf } from './place.ts'
import type { Report } from './report.ts'
import { snippet } from './snippet.ts'
import { plainStyle, type Style } from './style.ts'
import { subjectOf } from './subject.ts'

export interface TextOptions {
  style: Style
  /** Say a line about valid documents too. */
  verbose: boolean
}

/** Findings as people read them: a headline, the place, the source line, and where the rule comes from. */
export class TextReport implements Report {
  readonly #style: Style
  readonly #verbose: boolean
  /** Documents without a CRD beyond the first of their kind, by headline. */
  readonly #more = new Map<string, number>()

  constructor({ style, verbose }: Partial<TextOptions> = {}) {
    this.#style = style ?? plainStyle
    this.#verbose = verbose ?? false
  }

  open(): string {
    return ''
  }

  result(result: Result): string {
    return this.#findings(result) + (result.costs ? costsText(result, this.#style) : '')
  }

  #findings(result: Result): string {
    // Of what is skipped, only what was asked for is told: not that a key occurs twice, say.
    const told = result.findings.some(
      ({ source }) => result.verdict !== 'skipped' || source === 'lint' || source === 'cluster',
    )
    if (!told) {
      return this.#verbose ? `${this.#style.good(result.verdict)}: ${this.#where(result)}\n` : ''
    }
    return inOrder(result)
      .filter((finding) => this.#isNews(finding, result))
      .map((finding) => `${this.#finding(finding, result).join('\n')}\n\n`)
      .join('')
  }

  /** That a kind has no CRD is said in full once: a folder without its CRDs would say nothing else. */
  #isNews(finding: Finding, { verdict }: Result): boolean {
    if (verdict !== 'unknown' || finding.severity !== 'error') return true
    const title = this.#title(finding)
    const before = this.#more.get(title)
    this.#more.set(title, before === undefined ? 0 : before + 1)
    return before === undefined
  }

  close(_summary: Summary): string {
    const again = [...this.#more].filter(([, count]) => count > 0)
    if (again.length === 0) return ''
    return `${again.map(([title, count]) => `${title} (${count} more like this)`).join('\n')}\n\n`
  }

  #title(finding: Finding): string {
    const mark = finding.severity === 'error' ? this.#style.error : this.#style.warning
    return `${mark(`${finding.severity}[${finding.code}]`)}${this.#style.strong(`: ${headline(finding)}`)}`
  }

  #where(result: Result): string {
    const { document } = result
    const { line } = lineIndex(document.origin).at(document.range.start)
    return `${visible(document.origin.name)}:${line}${lead(result)}`
  }

  #finding(finding: Finding, result: Result): string[] {
    const style = this.#style
    const { document } = result
    const mark = finding.severity === 'error' ? style.error : style.warning
    const range = placeOf(finding, document)
    const { line, column } = lineIndex(document.origin).at(range.start)
    const gutter = `${' '.repeat(String(line).length + 1)}${style.gutter('=')}`
    const lines = [
      this.#title(finding),
      `  ${style.gutter('-->')} ${style.place(`${visible(document.origin.name)}:${line}:${column}`)}${lead(result)}`,
    ]
    const hint = finding.hint === undefined ? '' : printableLine(finding.hint)
    if (document.origin.text !== '') lines.push(...snippet(document.origin, range, hint, style, mark))
    else if (hint !== '') lines.push(`${gutter} help: ${hint}`)
    for (const { message, position } of finding.related ?? []) {
      const at = lineIndex(document.origin).at(position.start)
      lines.push(`${gutter} note: ${message}: ${visible(document.origin.name)}:${at.line}:${at.column}`)
    }
    const rule = rulePlaceOf(finding.rule)
    if (rule && result.crd) {
      const { origin } = rule.document
      // What a server sends is one line.
      const line = origin.text.trimEnd().includes('\n') ? `:${lineIndex(origin).at(rule.range.start).line}` : ''
      const from = `${visible(result.crd.name)} ${visible(result.crd.version)}`
      lines.push(`${gutter} note: rule from ${from} (${visible(origin.name)}${line})`)
      const command = explainCommand(finding, result.crd)
      if (command !== undefined) lines.push(`${gutter} help: ${command}`)
    }
    if (finding.source === 'lint' || finding.source === 'cluster')
      lines.push(`${gutter} help: kubectl crd explain ${finding.code}`)
    return lines
  }
}

/** How to learn what else holds for the field; undefined where it cannot be asked again. */
function explainCommand({ path }: Finding, { resource, origin }: NonNullable<Result['crd']>): string | undefined {
  if (origin.generated || !plainWord.test(resource)) return undefined
  const names = path.filter((step) => typeof step === 'string')
  const odd = names.findIndex((name) => !plainWord.test(name))
  const field = [resource, ...(odd < 0 ? names : names.slice(0, odd))].join('.')
  const file = /^[\w./:@%+=,-]+$/.test(origin.name) ? origin.name : `'${origin.name.replaceAll("'", `'\\''`)}'`
  return `kubectl crd explain ${field} -f ${visible(file)}`
}

const plainWord = /^[A-Za-z_][\w-]*$/

function lead(result: Result): string {
  const subject = subjectOf(result)
  return subject === '' ? '' : `   ${subject}`
}
