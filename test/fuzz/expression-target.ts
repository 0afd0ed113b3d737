import { ListValue, MapValue } from '../../src/cel/collections.ts'
import { compileExpression } from '../../src/cel/compile-rules.ts'
import { environment } from '../../src/cel/environment.ts'
import { listOf, mapOf, types } from '../../src/cel/types.ts'
import { isFailure } from '../../src/cel/value.ts'
import { valueText } from '../conformance/cel/value-text.ts'
import { below, chance, pick, type Random } from '../conformance/mutate/random.ts'
import { law, type Target } from './target.ts'

const atoms = [
  ...[
    '1',
    '-1',
    '0',
    '9223372036854775807',
    '1u',
    '1.5',
    '1e308',
    'true',
    'false',
    'null',
    '""',
    '"a"',
    "b'\\xff'",
    '[]',
    '{}',
  ],
  ...['s', 'n', 'l', 'm', 'd', 'x', 'y', 'undeclared', 'int', 'type', '.s', '"%d %s"', 'r"\\d+"', "'''a\nb'''", '0x1f'],
]
const binary = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||', 'in']
const functions = [
  ...[
    'size',
    'string',
    'int',
    'uint',
    'double',
    'bool',
    'bytes',
    'dyn',
    'type',
    'duration',
    'timestamp',
    'has',
    'matches',
  ],
  ...[
    'quantity',
    'url',
    'ip',
    'cidr',
    'semver',
    'isIP',
    'sets.contains',
    'lists.range',
    'optional.of',
    'optional.none',
  ],
]
const members = [
  ...[
    'size',
    'contains',
    'startsWith',
    'matches',
    'find',
    'findAll',
    'split',
    'join',
    'replace',
    'substring',
    'indexOf',
  ],
  ...[
    'lastIndexOf',
    'charAt',
    'format',
    'sort',
    'reverse',
    'distinct',
    'flatten',
    'slice',
    'sum',
    'min',
    'max',
    'isSorted',
  ],
  ...['orValue', 'hasValue', 'value', 'getFullYear', 'getHours', 'isGreaterThan', 'first', 'last', 'unwrapOpt', 'trim'],
]
const macros = ['all', 'exists', 'exists_one', 'map', 'filter', 'optMap', 'sortBy', 'transformList', 'transformMap']

function expression(random: Random, depth: number): string {
  const part = () => expression(random, depth - 1)
  const parts = (most: number) => Array.from({ length: below(random, most + 1) }, part).join(', ')
  if (depth <= 0) return pick(random, atoms)
  switch (below(random, 12)) {
    case 0:
    case 1:
    case 2:
      return `${part()} ${pick(random, binary)} ${part()}`
    case 3:
      return `${part()} ? ${part()} : ${part()}`
    case 4:
      return `[${parts(4)}]`
    case 5:
      return `{${part()}: ${part()}, ?${part()}: optional.of(${part()})}`
    case 6:
      return `${pick(random, functions)}(${parts(2)})`
    case 7:
      return `${part()}.${pick(random, members)}(${parts(2)})`
    case 8: {
      const two = chance(random, 0.3) ? 'y, ' : ''
      return `${part()}.${pick(random, macros)}(x, ${two}${part()})`
    }
    case 9:
      return `${part()}${pick(random, ['[', '[?'])}${part()}]`
    case 10:
      return `${part()}${pick(random, ['.a', '.?a', '.`a-b`'])}`
    default:
      return `${pick(random, ['-', '!', '!!', '--'])}(${part()})`
  }
}

function make(random: Random): string {
  const text = expression(random, 1 + below(random, 5))
  if (chance(random, 0.7)) return text
  const at = below(random, text.length + 1)
  const signs = [...'()[]{}.,?:+-*/%<>=!&|"\'`\\\n\0é', '😀', '??', '"""', 'in', '0x', '1e', '//']
  return (
    text.slice(0, at) + pick(random, signs).repeat(chance(random, 0.1) ? 400 : 1) + text.slice(at + below(random, 2))
  )
}

const variables = new Map([
  ['s', types.string],
  ['n', types.int],
  ['l', listOf(types.int)],
  ['m', mapOf(types.string, types.dyn)],
  ['d', types.dyn],
])
const nested = MapValue.of([['a', new ListValue([1n, 'b', null])]])
const values = ['héllo 😀', 7n, new ListValue([3n, 1n, 2n]), nested, nested]
const limit = 100_000

function run(source: string): void {
  for (const minor of [36, 29]) {
    const compiled = compileExpression(source, variables, environment(minor))
    if ('error' in compiled) {
      law(compiled.error.startsWith('ERROR: <input>:'), `an error has a place: ${compiled.error}`)
      continue
    }
    if ('why' in compiled) continue
    const first = compiled.program.run(values, limit)
    const second = compiled.program.run(values, limit)
    law(valueText(first.value) === valueText(second.value), 'a program gives the same value every time')
    law(first.cost === second.cost, 'and costs the same')
    law(first.cost <= limit || isFailure(first.value), 'beyond the limit there is no value')
  }
}

export const expressionTarget: Target = { name: 'expression', make, run }
