import { printableLine } from '../../model/printable.ts'
import type { ValidationRule } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import type { Site } from '../site.ts'

/** CEL rules, told apart by what they say: neither their order nor their message, nor how they are spaced, counts. */
export function compareRules(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [old.own.validations, now.own.validations]
  if (before.length === 0 && after.length === 0) return
  after.forEach((rule, i) => {
    if (isKnown(rule, before)) return
    const message = `rule added: ${short(rule.rule)}`
    const places = { old: path(old, undefined), new: path(now, i) }
    walk.emit({ code: 'CRD2019', message, ...places, what: { kind: 'rule', rule, old, new: now } })
  })
  before.forEach((rule, i) => {
    if (isKnown(rule, after)) return
    const message = `rule removed: ${short(rule.rule)}`
    const places = { old: path(old, i), new: path(now, undefined) }
    walk.emit({ code: 'CRD2019', message, ...places, what: { kind: 'relaxed', read: 'information' } })
  })
}

/** Do some rules say what this one says? */
export function isKnown(rule: ValidationRule, rules: readonly ValidationRule[]): boolean {
  const known = new Set(rules.flatMap(conjuncts))
  return conjuncts(rule).every((text) => known.has(text))
}

/** The parts that all have to hold, spacing evened out. Rules that see the old value otherwise differ. */
function conjuncts(rule: ValidationRule): string[] {
  const text = evened(rule.rule)
  const prefix = rule.optionalOldSelf ? 'optionalOldSelf ' : ''
  return splitAtAnd(text).map((part) => prefix + part)
}

/** Runs of white space outside of quotes count as one space; around symbols as none. */
function evened(text: string): string {
  return text
    .split(/((?:[rRbB]{0,2})(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\s+/g, ' ').replace(/ ?([^\w\s]) ?/g, '$1')))
    .join('')
    .trim()
}

/** Only where nothing else binds less: no `||` and no `?` outside of parentheses. */
function splitAtAnd(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '"' || char === "'") {
      // What is quoted may hold anything: leave such rules whole.
      return [text]
    }
    if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (depth === 0 && (char === '?' || text.startsWith('||', i))) return [text]
    else if (depth === 0 && text.startsWith('&&', i)) {
      parts.push(text.slice(start, i))
      start = i + 2
      i++
    }
  }
  return [...parts, text.slice(start)]
}

function short(rule: string): string {
  const line = printableLine(rule)
  return line.length > 120 ? `${line.slice(0, 120)}…` : line
}

function path(site: Site, index: number | undefined) {
  return index === undefined ? site.own.path : [...site.own.path, 'x-kubernetes-validations', index]
}
