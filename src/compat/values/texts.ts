import { parse } from '../../cel/parse.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Site } from '../site.ts'
import { findTexts } from '../text/find-text.ts'

/** Of texts, in code points. */
export interface Lengths {
  min: number
  max: number
}

export function lengths({ parts }: Site): Lengths {
  return {
    min: Math.max(0, ...parts.map((part) => part.minLength ?? 0)),
    max: Math.min(Number.POSITIVE_INFINITY, ...parts.map((part) => part.maxLength ?? Number.POSITIVE_INFINITY)),
  }
}

export function patternsOf({ parts }: Site): string[] {
  return parts.flatMap((part) => (part.pattern === '' ? [] : [part.pattern]))
}

/** Texts to try: those given, and those of the site's formats and enums, within these lengths. */
export function* textsOf(
  site: Site,
  texts: readonly string[],
  { min = 0, max = Number.POSITIVE_INFINITY }: Partial<Lengths>,
): Generator<string> {
  const fits = (text: string) => {
    const length = [...text].length
    return length >= min && length <= max
  }
  for (const value of site.parts.flatMap((part) => part.enum ?? []))
    if (typeof value === 'string' && fits(value)) yield value
  const formats = site.parts.flatMap((part) => (part.format === '' ? [] : [part.format.replaceAll('-', '')]))
  for (const format of formats) for (const text of formatted(format, min, max)) if (fits(text)) yield text
  for (const text of texts) if (fits(text)) yield text
  if (texts.length === 0) yield* plainTexts(site).filter(fits)
}

/** Texts that keep the patterns and lengths of a site. */
export function plainTexts(site: Site): string[] {
  const patterns = [...patternsOf(site), ...site.parts.flatMap(matchedBy)]
  const { min, max } = lengths(site)
  if (patterns.length > 0) {
    const [first, ...more] = findTexts({ matches: patterns, misses: [], min, max }, 4).texts
    if (first === undefined) return []
    // Of a pattern whose states are few, the shortest texts may be one.
    const longer = findTexts({ matches: patterns, misses: [], min: [...first].length + 1, max }, 2).texts
    return [first, ...longer, ...more]
  }
  const words = ['a', 'example', 'a-b', 'A b', 'x.y', '5', '']
  const long = min > 1 && min < 100_000 ? ['a'.repeat(min)] : []
  const fitting = words.filter((word) => word.length >= min && word.length <= max)
  return [...fitting, ...long]
}

/** Patterns that rules ask for: what keeps them is the better guess. */
function matchedBy(part: Schema): string[] {
  return part.validations.flatMap(({ rule }) => {
    const parsed = /^\s*self\.matches\(/.test(rule) ? parse(rule, 36).expr : undefined
    if (parsed?.kind !== 'call' || parsed.fn !== 'matches' || parsed.target?.kind !== 'ident') return []
    const [pattern] = parsed.args
    return pattern?.kind === 'const' && pattern.constant.type === 'string' ? [pattern.constant.value] : []
  })
}

const day = '2024-01-31'
const samples: Readonly<Record<string, readonly string[]>> = {
  bsonobjectid: ['507f1f77bcf86cd799439011'],
  byte: ['YQ==', ''],
  cidr: ['10.0.0.0/8', '2001:db8::/32'],
  creditcard: ['4111111111111111'],
  date: [day],
  datetime: [`${day}T00:00:00Z`, `${day}T00:00:00.5+01:00`],
  duration: ['1h', '5s', '1m30s'],
  email: ['a@example.com'],
  hexcolor: ['#ffffff'],
  hostname: ['example.com', 'a'],
  ipv4: ['10.0.0.1'],
  ipv6: ['2001:db8::1'],
  isbn: ['9780306406157'],
  isbn10: ['0306406152'],
  isbn13: ['9780306406157'],
  mac: ['01:23:45:67:89:ab'],
  password: ['a', ''],
  rgbcolor: ['rgb(1,2,3)'],
  ssn: ['111-11-1111'],
  uri: ['https://example.com', '/a'],
  uuid: ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6fa459ea-ee8a-4ca4-894e-db77e160355e'],
  uuid3: ['6fa459ea-ee8a-3ca4-894e-db77e160355e'],
  uuid4: ['16fd2706-8baf-433b-82eb-8c7fada847da'],
  uuid5: ['886313e1-3b8a-5372-9b90-0c9aee199e5d'],
  k8sshortname: ['a', 'a-b'],
  k8slongname: ['a', 'a.b'],
}

/** Texts of a format; of those that may be of any length, one that is as long as asked for. */
function* formatted(format: string, min: number, max: number): Generator<string> {
  yield* samples[format] ?? []
  const wanted = Number.isFinite(max) && min === 0 ? max : min
  if (wanted > 10_000) return
  const room = (lead: string, tail = '') => lead + 'a'.repeat(Math.max(0, wanted - lead.length - tail.length)) + tail
  if (format === 'uri') yield room('https://example.com/')
  if (format === 'password') yield room('')
  if (format === 'email') yield room('', '@example.com')
  if (format === 'duration') yield `${'1'.repeat(Math.max(1, Math.min(wanted - 1, 8)))}s`
}
