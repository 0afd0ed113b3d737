import type { Need } from '../need.ts'
import { findTexts } from './find-texts.ts'
import { formatPatterns, plausibleTexts } from './plausible.ts'

/** Longer texts than this are not made. */
const maxLength = 100_000

/**
 * Texts for a value, the most readable first; whoever takes them tests them.
 * @param name of the field, which is what its text reads like
 */
export function* textValues(need: Need, name: string): Generator<string> {
  const least = Math.max(need.least((schema) => schema.minLength) ?? 0, 0)
  const most = need.most((schema) => schema.maxLength) ?? Number.POSITIVE_INFINITY
  if (least > most || least > maxLength) return
  const patterns = need.schemas.flatMap(({ pattern }) => (pattern === '' ? [] : [pattern]))
  const formats = need.schemas.flatMap(({ format }) => formatPatterns[format.replaceAll('-', '')] ?? [])
  for (const text of readable(name, [...patterns, ...formats])) yield* fitted(text, least, most)
  const without = need.atoms.flatMap((atom) => (atom.kind === 'fails' ? refused(atom.schema) : []))
  yield* findTexts({ patterns: [...patterns, ...formats], without, least, most })
  if (least > 0) yield 'a'.repeat(least)
  yield ''
}

/** The values of an enum, and the pattern, that must not be met. */
function refused({ enum: values, pattern }: { enum: readonly unknown[] | undefined; pattern: string }): string[] {
  const texts = (values ?? []).flatMap((value) => (typeof value === 'string' ? [`^${quoteMeta(value)}$`] : []))
  return pattern === '' ? texts : [...texts, pattern]
}

/** A pattern that finds exactly this text. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function* readable(name: string, patterns: readonly string[]): Generator<string> {
  const special = patterns.length > 0
  if (!special || !isFormat(patterns)) yield* named(name)
  if (!special) return
  // Words that a pattern is made of: (?i)(Accept|Return)?
  for (const pattern of patterns) yield* pattern.match(/[A-Za-z][A-Za-z-]{2,}/g) ?? []
  yield* plausibleTexts
}

/** A name would not do for a date; trying is all that it costs. */
function isFormat(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => Object.values(formatPatterns).includes(pattern))
}

const familiar: Readonly<Record<string, string>> = {
  name: 'example',
  namespace: 'default',
  apiVersion: 'v1',
  kind: 'ConfigMap',
}

/** What a field's name suggests: itself in lower case with dashes; then the same numbered. */
function* named(name: string): Generator<string> {
  const words = familiar[name] ?? (kebab(name) || 'example')
  yield words
  for (let i = 2; i < 10; i++) yield `${words}-${i}`
}

/** `secretName` is `secret-name`, `URLPrefix` `url-prefix`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
}

function* fitted(text: string, least: number, most: number): Generator<string> {
  if (text.length >= least && text.length <= most) yield text
  else if (text.length > most && most > 0) yield text.slice(0, most).replace(/-+$/, '')
  else if (text.length < least)
    yield text + `-${text}`.repeat(Math.ceil(least / text.length)).slice(0, least - text.length)
}
