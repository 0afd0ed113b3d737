import type { JSONObject } from '../mutate/json.ts'
import { chance, pick, type Random } from '../mutate/random.ts'
import { grammar } from './cost-grammar.ts'

export interface RuledSchema {
  schema: JSONObject
  resource: boolean
}

/** A schema with bounds here and there, and so many rules about it. */
export function ruledSchema(random: Random, count: number): RuledSchema {
  const inner = object(random, {
    s: text(random),
    n: number(random),
    l: list(random, text(random)),
    ll: list(random, list(random, text(random))),
    'a-b': text(random),
    in: text(random),
  })
  const properties = {
    s: text(random),
    t: text(random),
    e: { type: 'string', enum: pick(random, [['a', 'bbb'], ['é'], [''], ['a', 'b', 'x'.repeat(300)]]) },
    n: number(random),
    f: { type: 'number' },
    b: { type: 'boolean' },
    y: bounded(random, { type: 'string', format: 'byte' }, 'maxLength'),
    time: bounded(random, { type: 'string', format: 'date-time' }, 'maxLength'),
    date: { type: 'string', format: 'date' },
    d: { type: 'string', format: 'duration' },
    D: bounded(random, { 'x-kubernetes-int-or-string': true }, 'maxLength'),
    S: list(random, text(random)),
    S2: list(random, text(random)),
    N: list(random, number(random)),
    L: list(random, list(random, text(random))),
    O: list(random, inner),
    M: map(random, text(random)),
    K: map(random, list(random, text(random))),
    o: inner,
    r: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { s: text(random) } },
    any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  }
  const schema = object(random, properties)
  const resource = chance(random, 0.3)
  const rules = Array.from({ length: count }, () => {
    const rule: JSONObject = { rule: expression(random, 'b', 3) }
    if (chance(random, 0.3)) rule.messageExpression = expression(random, 's', 3)
    return rule
  })
  return { schema: { ...schema, 'x-kubernetes-validations': rules }, resource }
}

/** What can be read of the schema, by type. */
const fields: Readonly<Record<string, readonly string[]>> = {
  s: ['s', 't', 'e', 'o.s', 'o.a__dash__b', 'o.__in__', 'r.s', 'r.kind', 'r.metadata.name', 'O[0].s', 'M.a'],
  n: ['n', 'o.n', 'N[0]'],
  f: ['f'],
  b: ['b'],
  y: ['y'],
  t: ['time', 'date'],
  d: ['d'],
  D: ['D', 'D'],
  S: ['S', 'S2', 'o.l', 'L[0]', 'K.a', 'O[0].l'],
  N: ['N'],
  L: ['L', 'o.ll'],
  O: ['O'],
  M: ['M'],
  K: ['K'],
  o: ['o'],
}
/** What can be read of an object in a variable. */
const below: Readonly<Record<string, readonly string[]>> = { s: ['s', 'a__dash__b'], n: ['n'], S: ['l'], L: ['ll'] }

interface Variable {
  name: string
  type: string
}

function expression(random: Random, type: string, depth: number, scope: readonly Variable[] = []): string {
  const productions = grammar[type]!
  if (depth > 0 && chance(random, 0.75)) return produce(random, pick(random, productions), depth - 1, scope)
  const own = scope.flatMap(({ name, type: known }) => [
    ...(known === type ? [name] : []),
    ...(known === 'o' ? (below[type] ?? []).map((field) => `${name}.${field}`) : []),
  ])
  if (own.length > 0 && chance(random, 0.7)) return pick(random, own)
  const there = fields[type]
  if (!there) return produce(random, productions[0]!, depth - 1, scope)
  return `${pick(random, ['self', 'self', 'oldSelf'])}.${pick(random, there)}`
}

function produce(random: Random, production: string, depth: number, scope: readonly Variable[]): string {
  const inner = [...scope]
  const text = production.replace(/([$@])([a-zA-Z])/g, (_, sign: string, type: string) => {
    if (sign === '$') return expression(random, type, depth, inner)
    const name = `v${inner.length}`
    inner.push({ name, type })
    return name
  })
  return /[ ?]/.test(production) ? `(${text})` : text
}

function text(random: Random): JSONObject {
  return bounded(random, { type: 'string' }, 'maxLength')
}

function number(random: Random): JSONObject {
  return chance(random, 0.2) ? { type: 'integer', default: 1 } : { type: 'integer' }
}

function list(random: Random, items: JSONObject): JSONObject {
  return bounded(random, { type: 'array', items }, 'maxItems')
}

function map(random: Random, additionalProperties: JSONObject): JSONObject {
  return bounded(random, { type: 'object', additionalProperties }, 'maxProperties')
}

function object(random: Random, properties: JSONObject): JSONObject {
  const required = Object.keys(properties).filter(() => chance(random, 0.15))
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

function bounded(random: Random, schema: JSONObject, keyword: string): JSONObject {
  if (chance(random, 0.4)) return schema
  return { ...schema, [keyword]: pick(random, [0, 1, 2, 5, 10, 63, 253, 4096, 1_000_000, 10_000_000_000]) }
}
