import { clipToWidth, displayWidth } from '../model/display-width.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { FieldDoc } from './doc.ts'
import { hanging } from './fact-lines.ts'
import { type Fact, factList, nameText, rulesWithin, ruleText } from './fact-list.ts'
import type { PlaintextOptions } from './plaintext-options.ts'
import { indented, prose } from './prose.ts'
import { flow } from './wrap.ts'

/** Characters of a description, where many fields are listed. */
const longestListed = 6000

/** A field in the list of fields: as `kubectl explain` shows it, and what else is to be said of it. */
export function fieldRow(field: FieldDoc, options: PlaintextOptions): string[] {
  const { style, paths, short, width } = options
  const by = paths ? 2 : 2 * field.depth
  const before = ' '.repeat(by)
  const room = width - by
  const name = nameText(paths ? field.path : field.name)
  const required = field.required ? ` ${style.required('-required-')}` : ''
  const head = `${before}${style.name(name)}\t${style.type(`<${visible(field.type)}>`)}${required}`
  const own = inList(field, paths)
  // What every object has is known well enough to be listed without facts, but for what an object has there.
  const isKnown = short && field.builtIn && field.place.length === 0
  const facts = factList(own, field.path).filter(({ label }) => !isKnown || label === 'VALUE')
  const enumeration = facts.find(({ label }) => label === 'ENUM')
  const enumLine = enumeration ? [`${before}${style.label('enum:')} ${style.value(enumeration.text)}`] : []
  const texts = facts
    .filter(({ rows }) => !rows)
    .flatMap((fact) => briefly(fact, field) ?? [])
    .map(({ label, text }) => {
      const said = label === 'DEPRECATED' ? style.warning(text) : text
      return `${style.label(`${label.toLowerCase()}:`)} ${said}`
    })
  const rules = rulesWithin(own)
  if (short) {
    // Columns are counted from the beginning of the head.
    const taken = `${name}  <${visible(field.type)}>${field.required ? ' -required-' : ''}`
    const [first, ...more] = flow([taken, ...texts], '  ', room)
    const said = rules.map((rule) => `rule: ${rule.message ?? ruleText(rule, field.path)[0]}`)
    return [
      head + first!.slice(taken.length),
      ...enumLine,
      ...[...more, ...said.map((line) => clipLine(line, room))].map((line) => before + line),
    ]
  }
  const ruleTexts = rules.flatMap((rule) => {
    const [first, ...more] = hanging([`rule: ${ruleText(rule, field.path).join('   ')}`], room) as [string, ...string[]]
    return [first.replace(/^rule:/, style.label), ...more]
  })
  const docs = field.externalDocs
  return [
    head,
    ...enumLine,
    ...indented([...flow(texts, '   ', room), ...ruleTexts], by),
    ...prose(field.description || '<no description>', { width, indent: by + 2, longest: longestListed, style }),
    '',
    ...(docs ? externalDocs(docs, by + 2, options) : []),
  ]
}

export function externalDocs(
  { description, url }: NonNullable<FieldDoc['externalDocs']>,
  by: number,
  { width, style }: Pick<PlaintextOptions, 'width' | 'style'>,
): string[] {
  const out = [' '.repeat(by) + style.heading('EXTERNAL DOCS:')]
  if (description) out.push(...prose(description, { width, indent: by + 4, longest: longestListed, style }))
  if (url) out.push(...indented([`URL: ${visible(url)}`], by + 4))
  return [...out, '']
}

function clipLine(text: string, width: number): string {
  const line = printableLine(text)
  return displayWidth(line) <= width ? line : `${clipToWidth(line, width - 1)}…`
}

/**
 * What a list says of a field: what comes from above stands above, and where the object that it would be in is not set, its
 * own value is no matter.
 */
function inList(field: FieldDoc, paths: boolean): FieldDoc {
  const { immutable, values, conditions = [], rules = [], ...rest } = field
  const isOwn = ({ from }: { from: string }) => from === field.path
  return {
    ...rest,
    ...(immutable && (paths || immutable.field === field.path) && { immutable }),
    ...(values && (values.length > 0 || field.lacking !== undefined) && { values }),
    conditions: conditions.filter(isOwn),
    // The rule that makes a field immutable is said with that.
    rules: rules.filter((rule) => isOwn(rule) && rule.rule !== immutable?.rule),
  }
}

/** In a list the type stands beside the name already, but for what makes the items of a list unique. */
function briefly(fact: Fact, { type }: FieldDoc): Fact | undefined {
  if (fact.label !== 'TYPE') return fact
  const comma = fact.text.indexOf(', ')
  return type.startsWith('[]') && comma > 0 ? { label: 'LIST', text: fact.text.slice(comma + 2) } : undefined
}
