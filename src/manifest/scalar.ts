import { float, int, type Value } from '../model/value.ts'

/** Why a scalar cannot be what its tag says, or cannot be JSON. */
export class ScalarError extends Error {}

/** Words that are no strings, as YAML 1.1 and go-yaml v2 have them. */
const words = new Map<string, boolean | null>()
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']) words.set(word, true)
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']) words.set(word, false)
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, null)
/** One that begins with a dot; unlike others it is read by rules of Go's own about underscores. */
const fraction = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/
const longestWord = 'false'.length

const special = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const uint64Max = 2n ** 64n - 1n

/** What a plain scalar is: a resolved value and the tag go-yaml gives it. */
export type Resolved =
  | { tag: 'str'; value: string }
  | { tag: 'bool'; value: boolean }
  | { tag: 'null'; value: null }
  | { tag: 'int'; value: number | bigint }
  | { tag: 'float'; value: number }

/** Is the plain scalar a text, as the first character tells at once for nearly all? False means it has to be resolved. */
export function isText(text: string): boolean {
  const first = text.charCodeAt(0)
  return first > 127 || hints[first] === 0
}

/**
 * Resolves a plain scalar as kubectl's YAML reader does.
 * Upstream: go-yaml v2 resolve.go. Timestamps stay texts, there are no base 60 numbers, `0o17` and `0b11` are integers.
 */
export function resolvePlain(text: string): Resolved {
  if (isText(text)) return { tag: 'str', value: text }
  const first = text.charCodeAt(0)
  const word = text.length <= longestWord ? words.get(text) : undefined
  if (word !== undefined) return word === null ? { tag: 'null', value: null } : { tag: 'bool', value: word }
  if (hints[first] === 1) return { tag: 'str', value: text }
  if (special.test(text)) return { tag: 'float', value: specialValue(text) }
  if (hints[first] === 2) return resolveNumber(text)
  if (hints[first] === 3 && fraction.test(text)) {
    const value = Number(text.replaceAll('_', ''))
    if (Number.isFinite(value)) return { tag: 'float', value }
  }
  return { tag: 'str', value: text }
}

/** Only these can begin anything but a text: digits, signs, a dot, and the first letters of the words. */
const hints = new Uint8Array(128)
for (const char of 'yYnNtTfFoO~') hints[char.charCodeAt(0)] = 1
for (const char of '+-0123456789') hints[char.charCodeAt(0)] = 2
hints['.'.charCodeAt(0)] = 3

function resolveNumber(text: string): Resolved {
  if (smallInteger.test(text)) return { tag: 'int', value: Number(text) }
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  if (integer.test(plain) && (plain.length <= maxInteger || /^[-+]?0[0bBoOxX]?0/.test(plain))) {
    const value = bigInteger(plain)
    const signed = plain[0] === '-' || plain[0] === '+'
    if (int(value) !== undefined || (!signed && value >= 0n && value <= uint64Max)) return { tag: 'int', value }
  }
  if (decimal.test(plain)) {
    const value = Number(plain)
    if (Number.isFinite(value)) return { tag: 'float', value }
  }
  return { tag: 'str', value: text }
}

const smallInteger = /^(?:0|[1-9][0-9]{0,14})$/
/** Binary digits with sign and prefix; no integer that fits is longer, but for zeros. */
const maxInteger = 70

function bigInteger(text: string): bigint {
  const negative = text[0] === '-'
  const digits = negative || text[0] === '+' ? text.slice(1) : text
  const octal = digits.length > 1 && digits[0] === '0' && /[0-7]/.test(digits[1]!)
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits.toLowerCase())
  return negative ? -value : value
}

function specialValue(text: string): number {
  if (/nan/i.test(text)) return Number.NaN
  return text[0] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/**
 * The value that reaches the server when kubectl sends a number: integral floats lose their fraction on the way, as
 * Go prints them without one below 1e21. `.inf` and `.nan` come back as such, for the caller to refuse.
 */
export function asSent(resolved: Resolved): Value {
  switch (resolved.tag) {
    case 'int':
      return whole(resolved.value) ?? floatAsSent(Number(resolved.value))
    case 'float':
      return Number.isFinite(resolved.value) ? floatAsSent(resolved.value) : resolved.value
    default:
      return resolved.value
  }
}

/** An integer in its canonical form; undefined when it is no int64. */
export function whole(value: number | bigint): number | bigint | undefined {
  return typeof value === 'number' ? value : int(value)
}

/** A float64 after Go wrote it as JSON and read it again. */
export function floatAsSent(value: number): Value {
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return float(value)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return int(BigInt(String(value))) ?? value
}

/** A mapping key as JSON has it; undefined when it cannot be one. Upstream: sigs.k8s.io/yaml convertToJSONableObject. */
export function keyText(resolved: Resolved): string | undefined {
  switch (resolved.tag) {
    case 'str':
      return resolved.value
    case 'bool':
      return String(resolved.value)
    case 'int':
      return whole(resolved.value) === undefined ? undefined : String(resolved.value)
    case 'float':
      return floatKey(resolved.value)
    default:
      return undefined
  }
}

/** Go's FormatFloat(x, 'g', -1, 32): the shortest text that reads back as the same float32. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  return shortestFloat32(value)
}

function shortestFloat32(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  let text = ''
  for (let digits = 1; digits <= 9; digits++) {
    text = single.toExponential(digits - 1)
    if (Math.fround(Number(text)) === single) break
  }
  const [mantissa, exponentText] = text.split('e') as [string, string]
  const exponent = Number(exponentText)
  const figures = mantissa.replace(/[-.]/g, '').replace(/0+$/, '') || '0'
  const sign = single < 0 ? '-' : ''
  if (exponent < -4 || exponent >= 6) {
    const tail = figures.length > 1 ? `.${figures.slice(1)}` : ''
    const power = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : String(Math.abs(exponent))
    return `${sign}${figures[0]}${tail}e${exponent < 0 ? '-' : '+'}${power}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${figures}`
  if (figures.length <= exponent + 1) return sign + figures.padEnd(exponent + 1, '0')
  return `${sign}${figures.slice(0, exponent + 1)}.${figures.slice(exponent + 1)}`
}
