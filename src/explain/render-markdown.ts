import { formatApiVersion } from '../model/gvk.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { factList, rulesWithin, ruleText, valueText } from './fact-list.ts'
import { markdownBlocks } from './markdown-blocks.ts'
import {
  markdownCellCode as cellCode,
  markdownCellText as cellText,
  markdownCode as code,
  markdownText as text,
} from './markdown-text.ts'
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
  const out = [`# ${text(visible(title))}`, '', code(formatApiVersion(resource)), '']
  if (field.path === '') {
    out.push(
      ...table(
        ['', ''],
        [
          ['Names', cellText(namesText(resource))],
          ['Scope', resource.scope],
          ['Versions', cellText(resource.versions.map(versionText).join(', '))],
          ['Subresources', cellText(subresourcesText(resource) || 'none')],
          ...(resource.selectableFields.length > 0
            ? [['Selectable fields', resource.selectableFields.map(cellCode).join(', ')]]
            : []),
        ],
      ),
    )
    if (resource.columns.length > 0) {
      const rows = resource.columns.map((column) => [
        cellText(column.name),
        cellText(column.type),
        cellCode(column.jsonPath),
        cellText(printableLine(column.description ?? '')),
      ])
      out.push('## Columns', '', ...table(['Column', 'Type', 'Path', 'Description'], rows))
    }
  }
  // A description may have very many lines.
  for (const line of body(field)) out.push(line)
  if (fields.length > 0) {
    const rows = fields.map((row) => [
      `[${cellCode(row.path)}](#${anchor(row.path)})`,
      cellText(row.type),
      row.required ? 'yes' : '',
      row.default === undefined ? '' : cellCode(valueText(row.default)),
      cellText(firstSentence(row.description)),
    ])
    out.push('## Fields', '', ...table(['Field', 'Type', 'Required', 'Default', 'Description'], rows))
    for (const row of fields) {
      out.push(`<a id="${anchor(row.path)}"></a>`, '', `### ${code(row.path)}`, '')
      for (const line of body(row)) out.push(line)
    }
  }
  while (out.at(-1) === '') out.pop()
  return `${out.join('\n')}\n`
}

function body(field: FieldDoc): string[] {
  const out = field.path === '' ? [] : [`${text(field.words)}${field.required ? ', **required**' : ''}`, '']
  const facts = factList(field, field.path).filter(({ label }) => label !== 'TYPE' && label !== 'RULES')
  for (const { label, text: said, rows, code: length = 0 } of facts) {
    const value = rows ?? (length > 0 ? [said.slice(0, length)] : [])
    const rest = rows ? '' : text(said.slice(length))
    out.push(`- ${label[0]}${label.slice(1).toLowerCase()}: ${value.map(code).join(', ')}${rest}`)
  }
  for (const rule of rulesWithin(field)) {
    const [expression, ...rest] = ruleText(rule, field.path)
    out.push(`- Rule: ${code(expression!)}${rest.length > 0 ? ` ${text(rest.join(' '))}` : ''}`)
  }
  if (facts.length > 0 || field.rules) out.push('')
  return field.description === '' ? out : [...out, ...markdownBlocks(field.description), '']
}

/** Cells are texts or code of markdown-text.ts, in which no bar is left that ends one. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

/** `f-spec.list~.name`; two paths never have the same. */
function anchor(path: string): string {
  const plain = path.replace(/[^\w.[\]-]|\[(?!\])|(?<!\[)\]/g, (char) => `~${char.charCodeAt(0).toString(16)}`)
  return `f-${plain.replaceAll('[]', '~')}`
}

function firstSentence(description: string): string {
  const line = printableLine(description.slice(0, 1000))
  const end = line.search(/[.!?](\s|$)/)
  const sentence = end < 0 ? line : line.slice(0, end + 1)
  return sentence.length > 160 ? `${sentence.slice(0, 159)}…` : sentence
}
