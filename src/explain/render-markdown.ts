import { formatApiVersion } from '../model/gvk.ts'
import { printable, printableLine, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { factList, rulesWithin, ruleText } from './fact-list.ts'
import { withoutBuiltIn } from './own-fields.ts'
import { namesText, subresourcesText, versionText } from './render-resource.ts'

/**
 * A page for a documentation site: a table of the fields, then a section for each. Text of the CRD cannot become
 * markup, HTML or JSX, and every section has an anchor of its own.
 */
export function renderMarkdown(doc: ExplainDoc): string {
  const { resource, field } = doc
  const fields = withoutBuiltIn(doc)
  const title = field.path === '' ? resource.kind : `${resource.kind}: ${field.path}`
  const out = [`# ${text(title)}`, '', `\`${code(formatApiVersion(resource))}\``, '']
  if (field.path === '') {
    out.push(
      ...table(
        ['', ''],
        [
          ['Names', text(namesText(resource))],
          ['Scope', resource.scope],
          ['Versions', text(resource.versions.map(versionText).join(', '))],
          ['Subresources', text(subresourcesText(resource) || 'none')],
          ...(resource.selectableFields.length > 0
            ? [['Selectable fields', resource.selectableFields.map((path) => `\`${code(path)}\``).join(', ')]]
            : []),
        ],
      ),
    )
    if (resource.columns.length > 0) {
      const rows = resource.columns.map((column) => [
        text(column.name),
        text(column.type),
        `\`${code(column.jsonPath)}\``,
        text(printableLine(column.description ?? '')),
      ])
      out.push('## Columns', '', ...table(['Column', 'Type', 'Path', 'Description'], rows))
    }
  }
  out.push(...body(field))
  if (fields.length > 0) {
    const rows = fields.map((row) => [
      `[\`${code(row.path)}\`](#${anchor(row.path)})`,
      text(row.type),
      row.required ? 'yes' : '',
      row.default === undefined
        ? ''
        : text(factList(row, row.path).find(({ label }) => label === 'DEFAULT')?.text ?? ''),
      text(firstSentence(row.description)),
    ])
    out.push('## Fields', '', ...table(['Field', 'Type', 'Required', 'Default', 'Description'], rows))
    for (const row of fields) {
      out.push(`<a id="${anchor(row.path)}"></a>`, '', `### \`${code(row.path)}\``, '', ...body(row))
    }
  }
  while (out.at(-1) === '') out.pop()
  return `${out.join('\n')}\n`
}

function body(field: FieldDoc): string[] {
  const out = [`${text(field.words)}${field.required ? ', **required**' : ''}`, '']
  const facts = factList(field, field.path).filter(({ label }) => label !== 'TYPE' && label !== 'RULES')
  for (const { label, text: said, rows } of facts) {
    const value = rows
      ? rows.map((row) => `\`${code(row)}\``).join(', ')
      : isCode(label)
        ? `\`${code(said)}\``
        : text(said)
    out.push(`- ${label[0]}${label.slice(1).toLowerCase()}: ${value}`)
  }
  for (const rule of rulesWithin(field)) {
    const [expression, ...rest] = ruleText(rule, field.path)
    out.push(`- Rule: \`${code(expression!)}\`${rest.length > 0 ? ` ${text(rest.join(' '))}` : ''}`)
  }
  if (facts.length > 0 || field.rules) out.push('')
  for (const line of printable(field.description).split(/\n{2,}/)) if (line.trim()) out.push(text(line.trim()), '')
  return out
}

function isCode(label: string): boolean {
  return label === 'DEFAULT' || label === 'EXAMPLE' || label === 'PATTERN'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  // GFM takes a bar for the end of a cell even in code, unless a backslash is before it.
  const cell = (content: string) => content.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|')
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

/** Prose in which nothing is markup. */
function text(prose: string): string {
  return printable(prose)
    .replace(/[\\`*_{}[\]<>|~$&]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : `\\${char}`))
    .replace(/^(\s*)([#+=-]|\d+[.)])(?=\s|$|=|-)/gm, (_, space: string, mark: string) =>
      /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`,
    )
    .replace(/^ {4,}/gm, '   ')
}

/** What stands between backquotes; there are none in it, and no cell ends in it. */
function code(value: string): string {
  return visible(value).replaceAll('`', "'")
}

/** `f-spec.list-.name`; two paths never have the same. */
function anchor(path: string): string {
  const plain = path.replaceAll('[]', '-')
  return `f-${plain.replace(/[^\w.-]/g, (char) => `~${char.charCodeAt(0).toString(16)}`)}`
}

function firstSentence(description: string): string {
  const line = printableLine(description.slice(0, 1000))
  const end = line.search(/[.!?](\s|$)/)
  const sentence = end < 0 ? line : line.slice(0, end + 1)
  return sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence
}
