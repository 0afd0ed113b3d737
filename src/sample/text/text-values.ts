import type { Budget } from '../budget.ts'
import type { Need } from '../need.ts'
import { findTexts } from './find-texts.ts'
import { plausibleTexts, textFormat } from './plausible.ts'

/** Longer texts than this are not made. */
const maxLength = 100_000
/** So many words of patterns are tried. */
const maxWords = 40

/**
 * Texts for a value, the most readable first; whoever takes them tests them.
 * @param name of the field, which is what its text reads like
 * @param budget of walks through patterns
 */
export function* textValues(need: Need, name: string, budget: Budget): Generator<string> {
  const least = Math.max(need.least((schema) => schema.minLength) ?? 0, 0)
  const most = need.most((schema) => schema.maxLength) ?? Number.POSITIVE_INFINITY
  if (least > most || least > maxLength) return
  const patterns = need.schemas.flatMap(({ pattern }) => (pattern === '' ? [] : [pattern]))
  const formats = need.schemas.flatMap(({ format }) => textFormat(format) ?? [])
  const sized = (texts: Iterable<string>) => fitted(texts, least, most)
  if (formats.every(({ examples }) => examples.length === 0)) yield* sized(named(name, need.refused.length))
  yield* sized(formats.flatMap(({ examples }) => examples))
  // Words that a pattern is made of: (?i)(Accept|Return)?
  const words = patterns.flatMap((pattern) => pattern.match(/[A-Za-z]{3,}(?:-[A-Za-z]+)*/g) ?? [])
  yield* sized([...new Set(words)].slice(0, maxWords))
  // What matches anywhere in a text makes any text plausible.
  if (patterns.length > 0 && patterns.every((pattern) => /^\(*\^/.test(pattern))) yield* sized(plausibleTexts)
  const without = need.atoms.flatMap((atom) =>
    atom.kind === 'fails' && atom.schema.pattern !== '' ? [atom.schema.pattern] : [],
  )
  const texts = need.refused.filter((value) => typeof value === 'string')
  if (texts.length > 0) without.push(`^(?:${texts.map(quoteMeta).join('|')})$`)
  const all = [...patterns, ...formats.map(({ pattern }) => pattern)]
  yield* findTexts({ patterns: all, without, least: Math.max(least, 1), most }, budget)
  if (least > 0) yield 'a'.repeat(least)
  yield ''
}

/** A pattern that finds exactly this text. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

const familiar = new Map([
  ['name', 'example'],
  ['namespace', 'default'],
  ['apiVersion', 'v1'],
  ['kind', 'ConfigMap'],
])

/** What a field's name suggests: itself in lower case with dashes; then the same numbered. */
function* named(name: string, refused: number): Generator<string> {
  const words = familiar.get(name) ?? (kebab(name) || 'example')
  yield words
  for (let i = 2; i < 10 + refused; i++) yield `${words}-${i}`
}

/** `secretName` is `secret-name`, `URLPrefix` `url-prefix`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
}

/** Texts made as long as they may be, and must be. */
function* fitted(texts: Iterable<string>, least: number, most: number): Generator<string> {
  for (const text of texts) {
    if (text.length > most) yield text.slice(0, most).replace(/-+$/, '')
    else if (text.length >= least) yield text
    else if (text !== '') yield text + `-${text}`.repeat(Math.ceil(least / text.length)).slice(0, least - text.length)
  }
}
