import { printableLine, visible } from '../model/printable.ts'
import { isDict, isList, type Value } from '../model/value.ts'
import { boundsWords, countWords } from './bounds.ts'
import type { Facts, FieldDoc, RuleDoc, ValueDoc } from './doc.ts'
import { valueWords } from './value-words.ts'

/** One thing to say about a field; safe to print. */
export interface Fact {
  label: string
  text: string
  /** So many characters at the beginning are code or a value. */
  code?: number
  /** It is a list: one a line where there is room. */
  rows?: string[]
}

type Values = Partial<Pick<FieldDoc, 'values' | 'moreValues' | 'lacking' | 'required'>>

/**
 * What a schema enforces, as labelled texts in a fixed order, descriptions aside. All renderers for people use it, so
 * that none of them forgets something.
 * @param own where the field is; what comes from a field above says so
 */
export function factList(facts: Facts & Values, own: string): Fact[] {
  const out: Fact[] = []
  const add = (label: string, text: string | undefined | false) => {
    if (text) out.push({ label, text })
  }
  const value = (label: string, of: Value | undefined) => {
    if (of === undefined) return
    const text = valueText(of)
    out.push({ label, text, code: text.length })
  }
  if (facts.values) add('VALUE', heldText(facts.values, facts, own))
  add('TYPE', !isPlain(facts) && visible(facts.words))
  add('TITLE', facts.title && printableLine(facts.title))
  value('DEFAULT', facts.default)
  if (facts.enum) {
    const rows = facts.enum.map((word) => clip(visible(enumWord(word, facts.enum!))))
    out.push({ label: 'ENUM', text: rows.join(', '), rows })
  }
  add('RANGE', facts.range && boundsWords(facts.range))
  add('MULTIPLE', facts.multipleOf !== undefined && `of ${facts.multipleOf}`)
  add('LENGTH', facts.length && countWords(facts.length, 'character', 'characters'))
  add('ITEMS', facts.items && countWords(facts.items))
  add('ENTRIES', facts.entries && countWords(facts.entries))
  for (const { regex, meaning } of facts.patterns ?? []) {
    const shown = clip(visible(regex))
    out.push({ label: 'PATTERN', text: shown + (meaning ? `   (${visible(meaning)})` : ''), code: shown.length })
  }
  add('FORMAT', formatText(facts))
  add(
    'MUTABLE',
    facts.immutable &&
      `${facts.immutable.words} (${clip(visible(facts.immutable.rule))})${from(facts.immutable.from, own)}`,
  )
  add('NOTES', notes(facts).join(', '))
  value('EXAMPLE', facts.example)
  add('DEPRECATED', facts.deprecated && printableLine(facts.deprecated))
  for (const { words, from: at } of facts.conditions ?? []) add('CHOICE', `${clip(visible(words))}${from(at, own)}`)
  if (facts.each) {
    const each = factList({ ...facts.each, rules: [] }, own).filter(({ label }) => label !== 'TYPE')
    const what = facts.type.startsWith('map') ? 'EACH VALUE' : 'EACH ITEM'
    for (const { label, text } of each) add(what, `${label.toLowerCase()}: ${text}`)
  }
  const rules = rulesWithin(facts)
  const rows = rules.map((rule) => ruleText(rule, own).join('   '))
  if (rows.length > 0) out.push({ label: 'RULES', text: rows.join('; '), rows })
  return out
}

/** The rules of the field, and those of its items or values. */
export function rulesWithin(facts: Facts): RuleDoc[] {
  const out: RuleDoc[] = []
  for (let at: Facts | undefined = facts; at; at = at.each) out.push(...(at.rules ?? []))
  return out
}

/** A name or a path, safe to print. */
export function nameText(name: string): string {
  return clip(visible(name), 500)
}

/** A value on one line, safe to print. */
export function valueText(value: Value): string {
  return clip(visible(valueWords(value)))
}

/** Among texts only, none is taken for another type; so kubectl writes them. */
function enumWord(value: Value, values: readonly Value[]): string {
  const bare = typeof value === 'string' && /^\S+$/.test(value) && values.every((other) => typeof other === 'string')
  return bare ? value : valueWords(value)
}

/** One value, or several with the place of each; who set them, or that the server filled them in; where there is none. */
function heldText(values: readonly ValueDoc[], { moreValues, lacking, required }: Values, own: string): string {
  const none = required && lacking ? 'missing' : 'not set'
  if (values.length === 0) return none
  const texts = values.map(({ path, value, origin, managers }) => {
    const by = origin === 'defaulted' ? 'defaulted' : managers ? `set by ${managers.map(visible).join(', ')}` : 'set'
    return `${path === own ? '' : `${visible(path)} = `}${brief(value)} (${by})`
  })
  const more = moreValues ? ` and ${moreValues} more` : ''
  return `${texts.join(', ')}${more}${lacking ? `; ${none} in ${lacking} more` : ''}`
}

/** Objects and lists are shown by their fields and items. */
function brief(value: Value): string {
  if (isDict(value)) return Object.keys(value).length === 0 ? '{}' : '{…}'
  if (isList(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    return `${value.length} ${value.length === 1 ? 'item' : 'items'}`
  }
  return clip(visible(valueWords(value)), 200)
}

/** Do the words say no more than the type, and the format which stands beside it? */
function isPlain({ words, type, format }: Facts): boolean {
  return words === type || words === type.toLowerCase() || words === `${type} (${format?.name})`
}

function formatText({ format }: Facts): string | undefined {
  if (!format) return undefined
  const meaning = format.meaning && !/^(int|float|double)/.test(format.name) && `   (${format.meaning})`
  return `${visible(format.name)}${meaning || ''}${format.enforced ? '' : ', not checked by the server'}`
}

function notes(facts: Facts): string[] {
  const all: [unknown, string][] = [
    [facts.nullable, 'null allowed'],
    [facts.preservesUnknownFields, 'keeps unknown fields'],
    [facts.embeddedResource, 'a whole object: apiVersion, kind and metadata are checked'],
    [facts.unique, 'no item twice'],
    [facts.list?.type === 'atomic', 'applied as a whole (atomic list)'],
    [facts.map === 'atomic', 'applied as a whole (atomic)'],
  ]
  return all.flatMap(([holds, words]) => (holds ? words : []))
}

/** The expression of a rule; where it stands and when it runs, if that is not plain; what it says. */
export function ruleText(rule: RuleDoc, own: string): string[] {
  const { message, messageExpression } = rule
  const parts = [clip(printableLine(rule.rule))]
  const place = from(rule.from, own).trim()
  if (rule.from === `${own}[]`) parts.push('(each item)')
  else if (rule.from === `${own}.*`) parts.push('(each value)')
  else if (place) parts.push(place)
  if (rule.transition) parts.push('(on update)')
  if (rule.fieldPath) parts.push(`(reported at ${clip(visible(rule.fieldPath))})`)
  if (messageExpression) parts.push(`message: ${clip(printableLine(messageExpression))}`)
  else if (message) parts.push(JSON.stringify(clip(printableLine(message))))
  return parts
}

function from(path: string, own: string): string {
  return path === own ? '' : `   (from ${path === '' ? 'the root' : visible(path)})`
}

/** Nothing of a CRD may fill the screen on its own; `-o json` has it whole. */
function clip(text: string, longest = 2000): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`
}
