import { quote } from '../../../model/go/quote.ts'
import { compareText, utf8Length } from '../../../model/go/utf8.ts'

/** A semantic version. Upstream: github.com/blang/semver v4.0.0. */
export interface Semver {
  /** uint64 */
  major: bigint
  minor: bigint
  patch: bigint
  /** Numbers and words; a version without them is greater than one with. */
  prerelease: readonly (bigint | string)[]
}

/** As upstream prints it, without what it was built of. */
export function formatSemver({ major, minor, patch, prerelease }: Semver): string {
  return `${major}.${minor}.${patch}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}`
}

class Refusal extends Error {}

/**
 * @param normalize take `v1.2`, `01.2.3`
 * @returns the version, or upstream's error text
 */
export function parseSemver(text: string, normalize = false): Semver | string {
  try {
    return parse(normalize ? normalized(text) : text)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.message
  }
}

/** Upstream: apiserver/pkg/cel/library/semverlib.go normalizeAndParse. */
function normalized(text: string): string {
  const parts = splitThree(text.replace(/^v/, '')).map((part) => {
    // Upstream counts bytes.
    if (utf8Length(part) < 2) return part
    const bare = part.replace(/^0+/, '')
    return /^[0-9]/.test(bare) ? bare : `0${bare}`
  })
  if (parts.length < 3 && /[+-]/.test(parts.at(-1)!)) {
    throw new Refusal('short version cannot contain PreRelease/Build meta data')
  }
  while (parts.length < 3) parts.push('0')
  return parts.join('.')
}

function splitThree(text: string): string[] {
  const [major, minor, ...rest] = text.split('.')
  return [major!, ...(minor === undefined ? [] : [minor]), ...(rest.length > 0 ? [rest.join('.')] : [])]
}

function parse(text: string): Semver {
  if (text === '') throw new Refusal('Version string empty')
  const parts = splitThree(text)
  if (parts.length !== 3) throw new Refusal('No Major.Minor.Patch elements found')
  const major = number(parts[0]!, 'major number', 'Major number')
  const minor = number(parts[1]!, 'minor number', 'Minor number')
  let last = parts[2]!
  const plus = last.indexOf('+')
  const build = plus < 0 ? [] : last.slice(plus + 1).split('.')
  if (plus >= 0) last = last.slice(0, plus)
  const dash = last.indexOf('-')
  const prerelease = dash < 0 ? [] : last.slice(dash + 1).split('.')
  if (dash >= 0) last = last.slice(0, dash)
  const patch = number(last, 'patch number', 'Patch number')
  const version = { major, minor, patch, prerelease: prerelease.map(identifier) }
  for (const part of build) {
    if (part === '') throw new Refusal('Build meta data is empty')
    if (!/^[0-9A-Za-z-]+$/.test(part)) throw new Refusal(`Invalid character(s) found in build meta data ${quote(part)}`)
  }
  return version
}

function identifier(text: string): bigint | string {
  if (text === '') throw new Refusal('Prerelease is empty')
  if (/^[0-9]+$/.test(text)) return number(text, '', 'Numeric PreRelease version')
  if (!/^[0-9A-Za-z-]+$/.test(text)) throw new Refusal(`Invalid character(s) found in prerelease ${quote(text)}`)
  return text
}

function number(text: string, what: string, subject: string): bigint {
  if (!/^[0-9]*$/.test(text)) throw new Refusal(`Invalid character(s) found in ${what} ${quote(text)}`)
  if (/^0./.test(text)) throw new Refusal(`${subject} must not contain leading zeroes ${quote(text)}`)
  if (text === '') throw new Refusal('strconv.ParseUint: parsing "": invalid syntax')
  const value = text.length > 20 ? undefined : BigInt(text)
  if (value === undefined || value >= 2n ** 64n) {
    throw new Refusal(`strconv.ParseUint: parsing ${quote(text)}: value out of range`)
  }
  return value
}

/** -1, 0 or 1. Build metadata counts for nothing. */
export function compareSemver(a: Semver, b: Semver): number {
  const numbers = compare(a.major, b.major) || compare(a.minor, b.minor) || compare(a.patch, b.patch)
  if (numbers !== 0) return numbers
  const [x, y] = [a.prerelease, b.prerelease]
  if (x.length === 0 || y.length === 0) return Math.sign(y.length - x.length)
  for (let i = 0; i < x.length && i < y.length; i++) {
    const order = compareIdentifiers(x[i]!, y[i]!)
    if (order !== 0) return order
  }
  return Math.sign(x.length - y.length)
}

/** Numbers come before words. */
function compareIdentifiers(a: bigint | string, b: bigint | string): number {
  if (typeof a === 'string') return typeof b === 'string' ? Math.sign(compareText(a, b)) : 1
  return typeof b === 'string' ? -1 : compare(a, b)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
