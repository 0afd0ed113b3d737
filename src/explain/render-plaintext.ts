import { displayWidth, padToWidth } from '../model/display-width.ts'
import { printable, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { type Fact, factList } from './fact-list.ts'
import { resourceFacts } from './render-resource.ts'
import type { Style } from './style.ts'
import { flow, wrap } from './wrap.ts'

export interface PlaintextOptions {
  /** Columns; prose is wrapped to it, paths never. */
  width: number
  style: Style
  /** One line a field, as with `kubectl explain --recursive`. */
  short: boolean
  /** Full paths instead of an indented tree. */
  paths: boolean
}

/** Descriptions longer than this are cut where many fields are listed, and at ten times as much elsewhere. */
const longestListed = 6000

/**
 * The layout of `kubectl explain` (upstream: kubectl pkg/explain/v2 templates/plaintext.tmpl) with all that it leaves
 * out: everything that it prints is there too.
 */
export function renderPlaintext(doc: ExplainDoc, options: PlaintextOptions): string {
  const { field } = doc
  const lines = [...resourceFacts(doc.resource, field.path === '', options), '']
  const isRoot = field.path === ''
  if (!isRoot) lines.push(fieldLine(field, options.style))
  const facts = factBlock(factList(field, field.path), options)
  lines.push(...facts)
  if (!isRoot || facts.length > 0) lines.push('')
  lines.push(options.style.heading('DESCRIPTION:'), ...description(field, options), '')
  lines.push(...externalDocs(field, '', options))
  if (doc.fields.length > 0) {
    lines.push(options.style.heading('FIELDS:'))
    for (const row of doc.fields) lines.push(...fieldRow(row, options))
  }
  while (lines.at(-1) === '') lines.pop()
  return `${lines.join('\n')}\n`
}

function fieldLine(field: FieldDoc, style: Style): string {
  const format = field.format && !field.type.includes('[') ? ` ${visible(field.format.name)}` : ''
  const required = field.required ? `  ${style.required('-required-')}` : ''
  return `${style.heading('FIELD:')} ${style.name(visible(field.path))} ${style.type(`<${visible(field.type)}${format}>`)}${required}`
}

const cell = 22

/** Labelled facts, short ones side by side; enums one a line as kubectl prints them; rules one a line. */
function factBlock(facts: readonly Fact[], { width, style }: PlaintextOptions): string[] {
  const out: string[] = []
  let row = ''
  let taken = 0
  const end = () => {
    if (row !== '') out.push(row.trimEnd())
    row = ''
    taken = 0
  }
  for (const { label, text, rows } of facts) {
    if (label === 'FORMAT' && !text.includes('(') && !text.includes(',')) continue
    if (rows) {
      end()
      if (label === 'ENUM') out.push(style.label('ENUM:'), ...rows.map((value) => `    ${style.value(value)}`))
      else
        rows.forEach((rule, i) =>
          out.push(`${i === 0 ? style.label(padToWidth(`${label}:`, 11)) : ' '.repeat(11)}${rule}`),
        )
      continue
    }
    const head = taken === 0 ? padToWidth(`${label}:`, 11) : `${label}: `
    const wide = displayWidth(head) + displayWidth(text)
    if (taken > 0 && (taken + wide > width || wide > 2 * cell)) end()
    const lead = taken === 0 ? padToWidth(`${label}:`, 11) : head
    const size = displayWidth(lead) + displayWidth(text)
    const padding = Math.max(3, Math.ceil((size + 1) / cell) * cell - size)
    row += style.label(lead) + text + ' '.repeat(padding)
    taken += size + padding
    if (size > 2 * cell) end()
  }
  end()
  return out
}

/** The descriptions of the field and of its items or values, as kubectl puts them together. */
function description(field: FieldDoc, { width }: PlaintextOptions): string[] {
  const texts: string[] = []
  for (let facts: FieldDoc['each'] = field; facts; facts = facts.each) {
    if (facts.description) texts.push(cut(printable(facts.description), 10 * longestListed))
  }
  return indent(wrap(texts.join('\n') || '<empty>', width - 4), 4)
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`
}

function externalDocs({ externalDocs: docs }: FieldDoc, before: string, { width, style }: PlaintextOptions): string[] {
  if (!docs) return []
  const out = [before + style.heading('EXTERNAL DOCS:')]
  if (docs.description) out.push(...indent(wrap(printable(docs.description), width - 4), before.length + 4))
  if (docs.url) out.push(`${before}    URL: ${visible(docs.url)}`)
  return [...out, '']
}

function fieldRow(field: FieldDoc, options: PlaintextOptions): string[] {
  const { style, paths, short, width } = options
  const before = ' '.repeat(paths ? 2 : 2 * field.depth)
  const required = field.required ? ` ${style.required('-required-')}` : ''
  const name = visible(paths ? field.path : field.name)
  const head = `${before}${style.name(name)}\t${style.type(`<${visible(field.type)}>`)}${required}`
  const own = { ...field, ...ownOnly(field) }
  const facts = factList(own, field.path)
  const enumeration = facts.find(({ label }) => label === 'ENUM')
  const enumLine = enumeration ? [`${before}${style.label('enum:')} ${style.value(enumeration.text)}`] : []
  const rest = facts.filter((fact) => fact !== enumeration && !isSaid(fact, field))
  if (short) {
    const texts = rest.flatMap((fact) => (fact.rows ? fact.rows.map((row) => ({ ...fact, text: row })) : [fact]))
    const more = texts.map((fact) => `${style.label(`${fact.label.toLowerCase()}:`)} ${fact.text}`)
    return [head + (more.length > 0 ? `  ${more.join('  ')}` : ''), ...enumLine]
  }
  const brief = rest.filter(({ rows }) => !rows)
  const flat = brief.map((fact) => `${style.label(`${fact.label.toLowerCase()}:`)} ${fact.text}`)
  const rules = rest.flatMap(({ rows }) => rows ?? [])
  return [
    head,
    ...enumLine,
    ...indent(flow(flat, '   ', width - before.length), before.length),
    ...rules.map((rule) => `${before}${style.label('rule:')} ${rule}`),
    ...indent(
      wrap(cut(printable(field.description), longestListed) || '<no description>', width - before.length - 2),
      before.length + 2,
    ),
    '',
    ...externalDocs(field, `${before}  `, options),
  ]
}

/** In a list, what comes from above would be said again and again. */
function ownOnly(field: FieldDoc): Pick<FieldDoc, 'rules' | 'conditions'> {
  const keep = <T extends { from: string }>(list: T[] | undefined) =>
    list?.filter(({ from }) => from === field.path) ?? []
  const rules = keep(field.rules)
  const conditions = keep(field.conditions)
  return { ...(field.rules && rules.length === 0 ? {} : { rules }), conditions }
}

/** The type in words adds nothing to a plain one. */
function isSaid(fact: Fact, field: FieldDoc): boolean {
  return fact.label === 'TYPE' && (!/\[/.test(field.type) || !/unique|twice/.test(fact.text))
}

function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))
}
