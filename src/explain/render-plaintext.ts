import { clipToWidth, displayWidth, padToWidth } from '../model/display-width.ts'
import { printable, printableLine, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { type Fact, factList, rulesWithin, ruleText } from './fact-list.ts'
import { reflow } from './reflow.ts'
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

type Lines = Pick<PlaintextOptions, 'width' | 'style'> & {
  /** Take back the line breaks of descriptions that were made for a wider page. */
  reflow?: boolean
}

/** Descriptions longer than this are cut where many fields are listed, and at ten times as much elsewhere. */
const longestListed = 6000

/**
 * The layout of `kubectl explain` (upstream: kubectl pkg/explain/v2 templates/plaintext.tmpl) with all that it leaves
 * out: everything that it prints is there too.
 */
export function renderPlaintext(doc: ExplainDoc, options: PlaintextOptions): string {
  const { head, rules, text } = fieldParts(doc, options)
  const lines = [...resourceHead(doc, options), ...head, ...rules.flat(), ...text]
  if (doc.fields.length > 0) {
    lines.push(options.style.heading('FIELDS:'))
    for (const row of doc.fields) lines.push(...fieldRow(row, options))
  }
  while (lines.at(-1) === '') lines.pop()
  return `${lines.join('\n')}\n`
}

/** GROUP, KIND and VERSION; at the root all that there is to say about the resource. */
export function resourceHead({ resource, field, object }: ExplainDoc, options: { style: Style }): string[] {
  const lines = resourceFacts(resource, field.path === '', options)
  if (object) {
    const where = object.namespace === '' ? '' : ` in ${visible(object.namespace)}`
    lines.push(`${options.style.heading(padToWidth('OBJECT:', 12))}${visible(object.name)}${where}`)
  }
  return [...lines, '']
}

/**
 * All that is said about the field itself: up to its rules, each of its rules, and its description.
 * @param marked which of the rules to point at
 */
export function fieldParts(
  { field }: Pick<ExplainDoc, 'field'>,
  options: Lines,
  marked?: number,
): { head: string[]; rules: string[][]; text: string[] } {
  const isRoot = field.path === ''
  const facts = factBlock(factList(field, field.path), options)
  const rules = ruleBlock(field, options, marked)
  const isSeparate = !isRoot || facts.length + rules.length > 0
  return {
    head: isRoot ? facts : [fieldLine(field, options.style), ...facts],
    rules,
    text: [
      ...(isSeparate ? [''] : []),
      options.style.heading('DESCRIPTION:'),
      ...description(field, options),
      '',
      ...externalDocs(field, '', options),
    ],
  }
}

function fieldLine(field: FieldDoc, style: Style): string {
  const format = field.format && !field.type.includes('[') ? ` ${visible(field.format.name)}` : ''
  const required = field.required ? `  ${style.required('-required-')}` : ''
  return `${style.heading('FIELD:')} ${style.name(visible(field.path))} ${style.type(`<${visible(field.type)}${format}>`)}${required}`
}

const cell = 22

/** Labelled facts, short ones side by side; enums one a line as kubectl prints them; rules one a line. */
function factBlock(facts: readonly Fact[], { width, style }: Lines): string[] {
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
    if (label === 'RULES') continue
    if (rows) {
      end()
      out.push(style.label('ENUM:'), ...rows.map((value) => `    ${style.value(value)}`))
      continue
    }
    const first = padToWidth(`${label}: `, 11)
    const head = taken === 0 ? first : `${label}: `
    const wide = displayWidth(head) + displayWidth(text)
    if (taken > 0 && (taken + wide > width || wide > 2 * cell)) end()
    const lead = taken === 0 ? first : head
    const size = displayWidth(lead) + displayWidth(text)
    const padding = Math.max(3, Math.ceil((size + 1) / cell) * cell - size)
    row += style.label(lead) + text + ' '.repeat(padding)
    taken += size + padding
    if (size > 2 * cell) end()
  }
  end()
  return out
}

/** Rules one below the other; a long one is wrapped, and what it says stands below it. */
function ruleBlock(field: FieldDoc, { width, style }: Lines, marked?: number): string[][] {
  return rulesWithin(field).map((rule, i) => {
    const [expression, ...rest] = ruleText(rule, field.path) as [string, ...string[]]
    const room = width - 11
    const whole = [expression, ...rest].join('   ')
    const lines = displayWidth(whole) <= room ? [whole] : [...wrap(expression, room), ...wrap(rest.join('   '), room)]
    const label = i === 0 ? 'RULES:' : ''
    const head = style.label(i === marked ? `${padToWidth(label, 9)}> ` : padToWidth(label, 11))
    return lines.filter((line) => line !== '').map((line, j) => (j === 0 ? head : ' '.repeat(11)) + line)
  })
}

/** The descriptions of the field and of its items or values, as kubectl puts them together. */
function description(field: FieldDoc, { width, reflow: isReflowed }: Lines): string[] {
  const texts: string[] = []
  for (let facts: FieldDoc['each'] = field; facts; facts = facts.each) {
    if (facts.description) texts.push(cut(printable(facts.description), 10 * longestListed))
  }
  const room = width - 4
  const prose = isReflowed ? texts.map((text) => reflow(text, room)) : texts
  return indent(wrap(prose.join('\n') || '<empty>', room), 4)
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`
}

function externalDocs({ externalDocs: docs }: FieldDoc, before: string, { width, style }: Lines): string[] {
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
  // What every object has is known well enough to be listed without facts.
  const isKnown = short && field.builtIn && field.place.length === 0
  const brief = isKnown ? [] : facts.filter(({ rows }) => !rows).flatMap((fact) => briefly(fact, field) ?? [])
  const texts = brief.map(({ label, text }) => `${style.label(`${label.toLowerCase()}:`)} ${text}`)
  const room = width - before.length
  if (short) {
    const rules = rulesWithin(own).map((rule) =>
      clipLine(`rule: ${rule.message ?? ruleText(rule, field.path)[0]}`, room),
    )
    const [first, ...more] = flow([visibleHead(field, paths), ...texts], '  ', room)
    const onHead = first!.slice(visibleHead(field, paths).length)
    return [head + onHead, ...enumLine, ...[...more, ...rules].map((line) => before + line)]
  }
  const rules = rulesWithin(own).map((rule) => `${style.label('rule:')} ${ruleText(rule, field.path).join('   ')}`)
  const described = cut(printable(field.description), longestListed) || '<no description>'
  return [
    head,
    ...enumLine,
    ...indent([...flow(texts, '   ', room), ...rules], before.length),
    ...indent(wrap(described, room - 2), before.length + 2),
    '',
    ...externalDocs(field, `${before}  `, options),
  ]
}

/** What the line of a field takes before the facts, for counting columns. */
function visibleHead(field: FieldDoc, paths: boolean): string {
  return `${visible(paths ? field.path : field.name)}  <${visible(field.type)}>${field.required ? ' -required-' : ''}`
}

function clipLine(text: string, width: number): string {
  const line = printableLine(text)
  return displayWidth(line) <= width ? line : `${clipToWidth(line, width - 1)}…`
}

/** In a list, what comes from above would be said again and again. */
function ownOnly(field: FieldDoc): Required<Pick<FieldDoc, 'rules' | 'conditions'>> {
  const keep = <T extends { from: string }>(list: T[] | undefined) =>
    list?.filter(({ from }) => from === field.path) ?? []
  // The rule that makes a field immutable is said with that.
  const rules = keep(field.rules).filter((rule) => rule.rule !== field.immutable?.rule)
  return { rules, conditions: keep(field.conditions) }
}

/** In a list the type stands beside the name already, but for what makes the items of a list unique. */
function briefly(fact: Fact, { type }: FieldDoc): Fact | undefined {
  if (fact.label !== 'TYPE') return fact
  const comma = fact.text.indexOf(', ')
  return type.startsWith('[]') && comma > 0 ? { label: 'LIST', text: fact.text.slice(comma + 2) } : undefined
}

function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))
}
