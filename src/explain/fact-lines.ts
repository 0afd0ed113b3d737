import { displayWidth, padToWidth } from '../model/display-width.ts'
import type { FieldDoc } from './doc.ts'
import { type Fact, rulesWithin, ruleText } from './fact-list.ts'
import { indented } from './prose.ts'
import type { Style } from './style.ts'
import { wrap } from './wrap.ts'

const cell = 22
const labelWidth = 11

/** Labelled facts, short ones side by side; enums one a line as kubectl prints them; rules not at all. */
export function factLines(facts: readonly Fact[], { width, style }: { width: number; style: Style }): string[] {
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
    const wide = displayWidth(`${label}: ${text}`)
    if (taken > 0 && (taken + wide > width || wide > 2 * cell)) end()
    const lead = taken === 0 ? padToWidth(`${label}: `, labelWidth) : `${label}: `
    const size = displayWidth(lead) + displayWidth(text)
    const padding = Math.max(3, Math.ceil((size + 1) / cell) * cell - size)
    row += style.label(lead) + (label === 'DEPRECATED' ? style.warning(text) : text) + ' '.repeat(padding)
    taken += size + padding
    if (size > 2 * cell) end()
  }
  end()
  return out
}

/**
 * Rules one below the other; what does not fit into a line goes on below, indented, and what it says stands below that.
 * @param marked which of them to point at
 * @returns the lines of each
 */
export function ruleLines(
  field: FieldDoc,
  { width, style }: { width: number; style: Style },
  marked?: number,
): string[][] {
  const room = width - labelWidth
  return rulesWithin(field).map((rule, i) => {
    const [expression, ...rest] = ruleText(rule, field.path) as [string, ...string[]]
    const label = i === 0 ? 'RULES:' : ''
    const pointer = `${padToWidth(label, labelWidth - 2)}> `
    const head = style.label(i === marked ? pointer : padToWidth(label, labelWidth))
    const whole = [expression, ...rest].join('   ')
    if (displayWidth(whole) <= room) return [head + whole]
    const [first, ...more] = hanging([expression, rest.join('   ')], room) as [string, ...string[]]
    return [head + first, ...indented(more, labelWidth)]
  })
}

/** Texts one below the other, all but the very first line indented by two more. */
export function hanging(texts: readonly string[], width: number): string[] {
  const [first = '', ...rest] = texts.filter((text) => text !== '').flatMap((text) => wrap(text, width - 2))
  return [first, ...indented(rest, 2)]
}
