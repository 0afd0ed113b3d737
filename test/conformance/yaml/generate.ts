import { below, chance, pick, type Random } from '../mutate/random.ts'

const scalars = [
  ...['y', 'Y', 'yes', 'NO', 'on', 'Off', 'true', 'False', 'TRUE', 'n', 'null', '~', 'Null', 'nULL', ''],
  ...[
    '0',
    '1',
    '-1',
    '+5',
    '08',
    '0777',
    '0o17',
    '0b11',
    '-0b11',
    '0x1F',
    '0X1f',
    '1_000',
    '1__0',
    '-017',
    '0_17',
    '9',
  ],
  ...['9007199254740993', '9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616'],
  ...[
    '-9223372036854775808',
    '-9223372036854775809',
    '1.0',
    '1.5',
    '1.10',
    '.5',
    '5.',
    '-.5',
    '+.5',
    '1e3',
    '1e400',
    '1E-7',
    '1e21',
    '1.5e300',
  ],
  ...[
    '.5_0',
    '._5',
    '.1e5_0',
    '0b1_1',
    '0x_1',
    '-0x10',
    '0o777',
    '00',
    '1e6',
    '123456789.0',
    '.inf',
    '-.Inf',
    '.nan',
    '.NaN',
    '+.inf',
    '1:30',
    '2001-01-01',
    '2001-01-01T00:00:00Z',
    '1_000.5',
    '-',
    '--',
    '.',
    '..',
    '+',
    '0x',
    '0b',
    '0b12',
    '0o9',
  ],
  ...[
    'a',
    'a b',
    'a:b',
    'a#b',
    'a #b',
    "it's",
    'say "x"',
    'é',
    '😀',
    'a\\b',
    '=',
    '<<',
    '!',
    '@a',
    '`a',
    '%a',
    '&a',
    '*a',
    '?',
    '? a',
    ':',
    ': a',
    '- a',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '> a',
    '#',
    '# a',
    'a,b',
    'a]b',
    'null a',
    'http://x/y',
    '10Gi',
    '1,2',
    '0.1.2',
    'e1',
    '1e',
    '12e03',
    '-0',
    '-0.0',
    '0.0',
    '1e-400',
    '123456789012345678901234567890',
  ],
]
const quotedTexts = [
  '',
  'a',
  'yes',
  '1',
  'null',
  'a b',
  'a: b',
  'a # b',
  '\\n',
  '\\u00e9',
  "it's",
  'x"y',
  '  lead',
  'tail  ',
  '😀',
  '\\x41',
  '\\/',
  '\\a\\e\\0',
  '\\',
  '%',
  '<<',
]
const keys = [
  'a',
  'b',
  'c',
  'name',
  'key with space',
  'yes',
  'on',
  '1',
  '1.10',
  '0x10',
  'null',
  '~',
  '"q"',
  "'s'",
  '<<',
  'é',
  '2001-01-01',
  '-1',
  'a.b/c',
  '? x',
  'true',
  '1e3',
  '.5',
  '12345678901234567890',
  '1e400',
  '0777',
  '1234567.5',
  '1e20',
  '0.00001',
  '1000000.0',
  '.inf',
  '! <<',
  '!!merge <<',
]
const tags = [
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!binary',
  '!foo',
  '!',
  '!!map',
  '!!seq',
  '!!timestamp',
  '!<tag:yaml.org,2002:str>',
  '!!unknown',
]

/** A YAML text: mostly well formed, in every style that kubectl reads, with damage now and then. */
export function generate(random: Random): string {
  const documents = Array.from({ length: chance(random, 0.2) ? 2 + below(random, 3) : 1 }, () => document(random))
  let text = documents.join(pick(random, ['---\n', '---\n', '--- # comment\n', '---   \n', '...\n', '---\n---\n']))
  if (chance(random, 0.1)) text = `---\n${text}`
  if (chance(random, 0.05))
    text = pick(random, ['%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '%TAG ! tag:x,2000:\n---\n']) + text
  if (chance(random, 0.05)) text = `\ufeff${text}`
  if (chance(random, 0.1)) text = text.replaceAll('\n', '\r\n')
  if (chance(random, 0.15)) text = damage(random, text)
  if (chance(random, 0.1)) text = text.trimEnd()
  return text
}

function document(random: Random): string {
  if (chance(random, 0.03)) return pick(random, ['', '# nothing\n', 'null\n', '~\n', 'text\n', '- 1\n- 2\n', '[]\n'])
  return mapping(random, 0, 0)
}

function mapping(random: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent)
  let out = ''
  const size = 1 + below(random, 4)
  const names = new Set<string>()
  for (let i = 0; i < size; i++) {
    if (chance(random, 0.05)) out += `${pad}# a comment\n`
    if (chance(random, 0.03)) out += '\n'
    let key = chance(random, 0.75) ? `k${i}` : pick(random, keys)
    if (names.has(key) && !chance(random, 0.2)) key = `k${i}x`
    names.add(key)
    out += `${pad}${key}:${value(random, indent, depth)}`
  }
  return out
}

function value(random: Random, indent: number, depth: number): string {
  const anchor = chance(random, 0.05) ? `&${pick(random, ['x', 'y'])} ` : ''
  const roll = below(random, 100)
  const comment = chance(random, 0.05) ? ' # why' : ''
  if (depth < 4 && roll < 15)
    return ` ${anchor}${comment}\n${mapping(random, indent + 1 + below(random, 4), depth + 1)}`
  if (depth < 4 && roll < 28) return ` ${anchor}${comment}\n${sequence(random, indent + below(random, 3), depth + 1)}`
  if (roll < 34) return ` ${anchor}${flow(random, depth)}${comment}\n`
  if (roll < 38) return ` *${pick(random, ['x', 'y'])}\n`
  if (roll < 46) return block(random, indent)
  if (roll < 60) return ` ${anchor}${quoted(random)}${comment}\n`
  if (roll < 66) return ` ${pick(random, tags)} ${chance(random, 0.5) ? quoted(random) : pick(random, scalars)}\n`
  if (roll < 69) return ` ${pick(random, ['first', 'some'])}\n${' '.repeat(indent + 2)}second line\n`
  if (roll < 71) return ` "first\n${' '.repeat(indent + below(random, 3))}second\n\n${' '.repeat(indent + 2)}third"\n`
  return ` ${anchor}${pick(random, scalars)}${comment}\n`
}

function sequence(random: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent)
  let out = ''
  for (let i = 0; i <= below(random, 3); i++) {
    if (chance(random, 0.3)) {
      const inner = mapping(random, indent + 2, depth + 1)
      out += `${pad}- ${inner.trimStart()}`
    } else if (chance(random, 0.1)) out += `${pad}- - ${pick(random, scalars)}\n${pad}  - 2\n`
    else out += `${pad}-${value(random, indent, depth)}`
  }
  return out
}

function flow(random: Random, depth: number): string {
  const item = (): string => {
    if (depth < 4 && chance(random, 0.2)) return flow(random, depth + 1)
    if (chance(random, 0.3)) return quoted(random)
    return pick(random, ['1', 'a', 'yes', 'null', '1.5', '0x1', '~', 'a b', 'http://x', '', '-1', '!!str 1'])
  }
  const space = pick(random, ['', ' ', '\n  '])
  const list = Array.from({ length: below(random, 4) }, item)
  if (chance(random, 0.5)) return `[${list.join(`,${space}`)}${chance(random, 0.1) ? ',' : ''}]`
  const entries = list.map((text, i) =>
    chance(random, 0.1) ? `k${i}` : `${pick(random, [`k${i}`, `"q${i}"`, 'yes', '1'])}: ${text}`,
  )
  return `{${entries.join(`,${space}`)}${chance(random, 0.1) ? ',' : ''}}`
}

function quoted(random: Random): string {
  const text = pick(random, quotedTexts)
  return chance(random, 0.5) ? `"${text.replaceAll('"', '\\"')}"` : `'${text.replaceAll("'", "''")}'`
}

function block(random: Random, indent: number): string {
  const pad = ' '.repeat(indent + 2)
  const header = pick(random, ['|', '>']) + pick(random, ['', '-', '+', '2', '2-', '-2'])
  const lines = Array.from({ length: 1 + below(random, 4) }, () =>
    pick(random, ['text', '  more', '', 'a: b', '# no comment', '\ttab', '- x', 'trail  ']),
  )
  return ` ${header}\n${lines.map((line) => (line === '' ? '' : pad + line)).join('\n')}\n${chance(random, 0.2) ? '\n' : ''}`
}

/** Pieces of YAML that do the most harm at a wrong place. */
const signs = [
  ...[
    ':',
    ': ',
    '-',
    '- ',
    '? ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n\n',
    '\t',
    '\n\t',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ', ',
    ',',
  ],
  ...['#', ' #', '&', '&x ', '*', '*x', '!', '!!str ', '|', '>', '|-\n', '>+\n', '%', '@', '`', '?', '---\n', '...\n'],
  ...['1', '~', 'x: y', '\\', 'é', '<<', '<<: ', '*x ', '"a"', "'b'", 'null', ':\n', '-\n', '=', '\u0085', '\r\n'],
]

/** One to three signs put in at random, some in place of a character. */
export function injure(random: Random, text: string): string {
  for (let i = 0; i <= below(random, 3); i++) {
    const at = below(random, text.length + 1)
    text = text.slice(0, at) + pick(random, signs) + text.slice(at + (chance(random, 0.3) ? 1 : 0))
  }
  return text.toWellFormed()
}

/** One small injury: what editors and templates do to files. */
function damage(random: Random, text: string): string {
  const at = below(random, text.length + 1)
  const what = below(random, 6)
  if (what === 0) return text.slice(0, at) + text.slice(at + 1 + below(random, 3))
  if (what === 1) return text.slice(0, at) + pick(random, [...':\n -"\'{}[]#&*!|>%@,?']) + text.slice(at)
  if (what === 2) return text.replace('\n  ', '\n\t')
  if (what === 3) return text.replace(/\n( +)/, '\n$1 ')
  if (what === 4) return `${text.slice(0, at)}\n{{ .Values.x }}\n${text.slice(at)}`
  return text.slice(0, at)
}
