const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const quantityNumber = '(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))'

/** Shapes that CRDs use again and again, without their anchors. */
const known = new Map<string, string>([
  [label, 'a DNS label: lower-case letters, digits and -, beginning and ending with a letter or digit'],
  ['[a-z]([-a-z0-9]*[a-z0-9])?', 'a DNS-1035 label: lower-case letters, digits and -, beginning with a letter'],
  [subdomain, 'a DNS subdomain: DNS labels joined by dots'],
  [`(\\*\\.)?${subdomain}`, 'a DNS name, which may begin with *.'],
  [`\\*\\.${subdomain}`, 'a DNS name beginning with *.'],
  [`(${subdomain}/)?(${qualified})`, 'a qualified name, such as a label key: name or example.com/name'],
  [`(${subdomain}/)?${qualified}`, 'a qualified name, such as a label key: name or example.com/name'],
  [
    `(${qualified})?`,
    'a label value: letters, digits, -, _ and ., beginning and ending with a letter or digit, or empty',
  ],
  [qualified, 'a name: letters, digits, -, _ and ., beginning and ending with a letter or digit'],
  [`${subdomain}/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+`, 'a domain-prefixed path, such as example.com/name'],
  ['[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?', 'a CamelCase kind or name: letters, digits and -, beginning with a letter'],
  ['[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?', 'letters, digits and -, beginning and ending with a letter or digit'],
  ['[a-zA-Z_][a-zA-Z0-9_]*', 'an identifier: letters, digits and _, not beginning with a digit'],
  ['[A-Za-z_][A-Za-z0-9_]*', 'an identifier: letters, digits and _, not beginning with a digit'],
  ['[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?', 'a condition reason: CamelCase, beginning with a letter'],
  [
    `(\\+|-)?${quantityNumber}(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?${quantityNumber}))?`,
    'a quantity, such as 500m, 1.5 or 2Gi',
  ],
  ['([0-9]+(\\.[0-9]+)?(ms|s|m|h))+', 'a duration, such as 1h30m, 15s or 500ms'],
  ['([0-9]+(\\.[0-9]+)?(ms|s|m|h))*', 'a duration, such as 1h30m, 15s or 500ms; or empty'],
  ['([0-9]+(\\.[0-9]+)?(ms|s|m))+', 'a duration, such as 1m30s or 500ms'],
  ['([0-9]+(\\.[0-9]+)?(s|m|h))+', 'a duration, such as 1h30m or 15s'],
  ['([0-9]{1,5}(h|m|s|ms)){1,4}', 'a duration, such as 1h30m, 15s or 500ms'],
  ['([0-9]+(ns|us|µs|ms|s|m|h)?)+', 'a duration, such as 1h30m, 15s or 500ms'],
  [
    '(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)',
    'a duration as Prometheus writes it, such as 30s, 5m or 1d12h, largest unit first',
  ],
  [
    '(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?',
    'a duration as Prometheus writes it, such as 30s, 5m or 1d12h, largest unit first',
  ],
  ["[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+", 'an HTTP header name'],
  ["([-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+", 'a URL path'],
  ['[!-~]+([\\t ]?[!-~]+)*', 'printable ASCII, words separated by single spaces or tabs'],
  ['[a-f0-9]{64}', '64 hexadecimal digits (SHA-256)'],
  ['sha256:[a-f0-9]{64}', 'an image digest: sha256: and 64 hexadecimal digits'],
  ['[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'a UUID'],
  ['[a-z0-9]+([.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+', 'a digest, such as sha256:…'],
  ['[0-9]+%', 'a percentage'],
  ['([0-9]|[1-9][0-9]|100)%', 'a percentage from 0% to 100%'],
  ['(100|[0-9]{1,2})%', 'a percentage from 0% to 100%'],
  ['v?([0-9]+)\\.([0-9]+)\\.([0-9]+)', 'a version, such as 1.2.3'],
  ['([0-1]?[0-9]|2[0-3]):[0-5][0-9]', 'a time of day, such as 23:59'],
  ['((([01][0-9])|(2[0-3])):[0-5][0-9])$|(^24:00', 'a time of day, such as 23:59'],
  ['([0-9]*(\\.[0-9]*)?(ms|s|h|m|us)+)+', 'a duration, such as 1h30m, 15s or 500ms'],
  ['[0-9]+[\\.]?[0-9]*([KMGTPE]i|[kMGTPE])?', 'a quantity, such as 500M, 1.5G or 2Gi'],
  ['0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B', 'a size with its unit, such as 512MB or 2GiB, or 0'],
  ['[a-zA-Z][a-zA-Z0-9+.-]*://.+', 'a URL with its scheme'],
  ['[0-9a-fA-F:.]{2,}/[0-9]{1,3}', 'an IP range, such as 10.0.0.0/8 or fd00::/8'],
  ['.*', 'anything'],
  ['.+', 'anything but nothing'],
  ['\\S+', 'no white space'],
])

/** What a pattern accepts, in words, when its shape is known. Takes time linear in the pattern. */
export function patternWords(pattern: string): string | undefined {
  if (pattern.length > 1000) return undefined
  const plain = pattern.replaceAll('(?:', '(').replaceAll('\\/', '/').replaceAll('\\d', '[0-9]')
  if (plain === '^.*' || plain === '.*') return 'anything'
  const optional = /^\^\$\|(\^.*\$)$/s.exec(plain)
  if (optional) return orEmpty(patternWords(optional[1]!))
  const anchored = /^\^(.*)\$$/s.exec(plain)
  const inner = anchored?.[1]
  if (inner === undefined) return prefix(plain)
  const bare = unwrap(inner)
  // Without brackets around them, only the first of several is held to the beginning, and only the last to the end.
  const several = bare === inner && split(inner).length > 1 ? undefined : alternatives(bare)
  return known.get(inner) ?? known.get(bare) ?? choice(inner) ?? characters(inner) ?? several ?? prefix(plain)
}

/** `A|B` within the brackets around the whole, when all of them are known shapes or words. */
function alternatives(text: string): string | undefined {
  const parts = split(text)
  if (parts.length < 2) return /^[\w-]+$/.test(text) ? text : undefined
  const words = parts.map(
    (part) => known.get(part) ?? known.get(unwrap(part)) ?? (/^[\w-]+$/.test(part) ? part : undefined),
  )
  return words.includes(undefined) ? undefined : words.join('; or ')
}

/** At the bars that stand in no brackets. */
function split(text: string): string[] {
  const parts = ['']
  let depth = 0
  let inClass = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\\') {
      parts[parts.length - 1] += char + (text[++i] ?? '')
      continue
    }
    if (inClass) inClass = char !== ']'
    else if (char === '[') inClass = true
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '|' && depth === 0) {
      parts.push('')
      continue
    }
    parts[parts.length - 1] += char
  }
  return parts
}

function orEmpty(words: string | undefined): string | undefined {
  return words && `${words}; or empty`
}

/** Without the brackets around the whole of it. */
function unwrap(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0 && i < text.length - 1) return text
  }
  return text.slice(1, -1)
}

/** `(A|B|C)`, also with `(?i)` before and `?` after. */
function choice(text: string): string | undefined {
  const match = /^(\(\?i\))?\(([\w .:/-]+(?:\|[\w .:/-]*)*)\)(\?)?$/.exec(text)
  if (!match) return undefined
  const words = match[2]!.split('|')
  // A dot stands for any character, so it is no word.
  if (words.some((word) => word.includes('.'))) return undefined
  const named = words.filter((word) => word !== '')
  const empty = match[3] || named.length < words.length ? ', or empty' : ''
  return `${named.length > 1 ? 'one of ' : ''}${named.join(', ')}${match[1] ? ' in any case' : ''}${empty}`
}

const ranges: Record<string, string> = {
  'a-zA-Z': 'letters',
  'A-Za-z': 'letters',
  'a-z': 'lower-case letters',
  'A-Z': 'upper-case letters',
  '0-9': 'digits',
  'a-f': 'a to f',
  'A-F': 'A to F',
  '\\w': 'letters, digits, _',
  '\\s': 'white space',
}

/** `[a-z0-9_]+`: which characters, and how many; `[^:]+`: which not. */
function characters(text: string): string | undefined {
  const without = /^\[\^((?:[^\]\\\w-]|\\[^\w])+)\]\+$/.exec(text)?.[1]
  if (without !== undefined)
    return `at least one character, and none of ${without.replace(/\\(.)/g, '$1').split('').join(' ')}`
  const match = /^\(?\[(?!\^)((?:[^\]\\]|\\.)+)\]\)?(\+|\*|\{(\d+)(,(\d*))?\})?$/.exec(text)
  if (!match) return undefined
  const parts: string[] = []
  let rest = match[1]!
  while (rest !== '') {
    const range = Object.keys(ranges).find((key) => rest.startsWith(key))
    const other = range ? undefined : (/^(\\[^\w]|[^\\])(?!-[^\]])/.exec(rest) ?? /^-/.exec(rest))
    if (range) parts.push(ranges[range]!)
    else if (other) parts.push(other[0] === ' ' ? 'space' : other[0].replace(/^\\/, ''))
    else return undefined
    rest = rest.slice((range ?? other![0]).length)
  }
  const [, , times, least, more, most] = match
  const of = parts.length > 1 || parts[0]!.length === 1 ? 'of ' : ''
  const count =
    times === undefined
      ? 'a single character of '
      : least === undefined
        ? 'only '
        : more === undefined
          ? `${least} ${of}`
          : `${least} ${most ? `to ${most}` : 'or more'} ${of}`
  return `${count}${parts.join(', ')}${times === '*' ? ', or empty' : ''}`
}

/** `^https?://`, `^(a|b)://.*$`: how it begins. */
function prefix(text: string): string | undefined {
  const match = /^\^(https\?:\/\/|\(([a-z0-9]+(?:\|[a-z0-9]+)*)\):\/\/|([a-z0-9:/-]+))(\.[*+]\$?)?$/.exec(text)
  if (!match) return undefined
  const begins =
    match[2] !== undefined
      ? match[2].split('|').map((scheme) => `${scheme}://`)
      : match[1] === 'https?://'
        ? ['http://', 'https://']
        : [match[3]!]
  return `begins with ${begins.join(' or ')}`
}
