import { below, chance, pick, type Random } from '../mutate/random.ts'

const text = { type: 'string' }
const int = { type: 'integer' }

/** A schema with everything that CEL sees in its own way. */
export const subjectSchema = {
  type: 'object',
  properties: {
    s: text,
    t: text,
    n: int,
    m: int,
    f: { type: 'number' },
    b: { type: 'boolean' },
    by: { type: 'string', format: 'byte' },
    date: { type: 'string', format: 'date' },
    time: { type: 'string', format: 'date-time' },
    dur: { type: 'string', format: 'duration' },
    ios: { 'x-kubernetes-int-or-string': true },
    nul: { type: 'string', nullable: true },
    'a-b': text,
    namespace: text,
    any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    o: { type: 'object', properties: { s: text, n: int, any: { 'x-kubernetes-preserve-unknown-fields': true } } },
    p: { type: 'object', properties: { s: text, n: int } },
    res: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    ls: { type: 'array', items: text },
    ln: { type: 'array', items: int },
    lf: { type: 'array', items: { type: 'number' } },
    lb: { type: 'array', items: { type: 'boolean' } },
    ld: { type: 'array', items: { type: 'string', format: 'duration' } },
    lt: { type: 'array', items: { type: 'string', format: 'date-time' } },
    lby: { type: 'array', items: { type: 'string', format: 'byte' } },
    lo: { type: 'array', items: { type: 'object', properties: { s: text, n: int } } },
    lios: { type: 'array', items: { 'x-kubernetes-int-or-string': true } },
    lnul: { type: 'array', items: { type: 'string', nullable: true } },
    ll: { type: 'array', items: { type: 'array', items: int } },
    set: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
    setn: { type: 'array', 'x-kubernetes-list-type': 'set', items: int },
    setios: { type: 'array', 'x-kubernetes-list-type': 'set', items: { 'x-kubernetes-int-or-string': true } },
    mapl: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['s'],
      items: { type: 'object', properties: { s: text, n: int } },
    },
    mapl2: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['s', 'n'],
      items: { type: 'object', properties: { s: text, n: int, b: { type: 'boolean' } } },
    },
    mas: { type: 'object', additionalProperties: text },
    man: { type: 'object', additionalProperties: int },
    mal: { type: 'object', additionalProperties: { type: 'array', items: text } },
    mao: { type: 'object', additionalProperties: { type: 'object', properties: { s: text } } },
  },
}

export type Node = Record<string, unknown> & {
  type?: string
  format?: string
  nullable?: boolean
  items?: Node
  properties?: Record<string, Node>
  additionalProperties?: Node
}

const texts = ['', 'a', 'b', 'abc', 'ABC', 'a-b', 'é', '😀x', '1', '-5', '1.5', 'true', '10.0.0.1', '10.0.0.0/8', '::1']
const more = [
  'https://a.b:80/c?d=e',
  '1Gi',
  '500m',
  '1.2.3',
  'v1.0',
  '5s',
  '1h30m',
  '2020-01-01T00:00:00Z',
  '2020-01-01',
  'a,b',
  ' a ',
  '(',
  '%s',
  'x\ny',
]
const ints = ['0', '1', '2', '3', '-1', '10', '9223372036854775807', '-9223372036854775808']
const floats = ['0.0', '1', '1.5', '-2.25', '1e300', '100000', '0.1', '1e-7']
const times = [
  '2020-02-29T23:59:59.123456789Z',
  '1969-12-31T23:00:00-05:00',
  '0001-01-01T00:00:00Z',
  '2020-01-01t00:00:00z',
]
const durations = ['1s', '1h2m3.5s', '-3ms', '0', '2 days', '1w']
const bytes = ['YWJj', 'YQ==', '', '/+8=', '////']

/** The JSON text of a value, which now and then is not what the schema wants. */
export function subjectValue(random: Random, schema: Node = subjectSchema, depth = 0): string {
  if (depth > 0 && chance(random, 0.02)) return pick(random, ['null', '1', '"x"', '[]', '{}', 'true', '1.5', '["a"]'])
  if (schema.nullable && chance(random, 0.4)) return 'null'
  if (schema['x-kubernetes-int-or-string']) return pick(random, [...ints, '"a"', '"50%"', '"1"'])
  const items = () => Array.from({ length: below(random, 4) })
  switch (schema.type) {
    case 'object': {
      const { properties, additionalProperties } = schema
      if (additionalProperties)
        return object(chance(random, 0.2) ? [] : [pick(random, ['a', 'b'])], () =>
          subjectValue(random, additionalProperties, depth + 1),
        )
      if (!properties)
        return pick(random, [
          '{}',
          '{"a":1}',
          '{"a":{"b":[1,2]}}',
          '{"apiVersion":"v1","kind":"A","metadata":{"name":"a"}}',
        ])
      const names = Object.keys(properties).filter(() => chance(random, depth === 0 ? 0.9 : 0.8))
      return object(chance(random, 0.1) ? [...names, 'extra'] : names, (name) =>
        subjectValue(random, properties[name] ?? text, depth + 1),
      )
    }
    case 'array':
      return `[${items()
        .map(() => subjectValue(random, schema.items!, depth + 1))
        .join(',')}]`
    case 'integer':
      return pick(random, ints)
    case 'number':
      return pick(random, floats)
    case 'boolean':
      return pick(random, ['true', 'false'])
    case 'string':
      return JSON.stringify(pick(random, textsOf(random, schema.format)))
    default:
      return pick(random, ['1', '"a"', '{"a":1}', '[1,"a"]', '1.5', 'true'])
  }
}

function textsOf(random: Random, format: string | undefined): readonly string[] {
  if (format !== undefined && chance(random, 0.03)) return texts
  switch (format) {
    case 'byte':
      return bytes
    case 'date':
      return ['2020-01-01', '1999-12-31']
    case 'date-time':
      return times
    case 'duration':
      return durations
    default:
      return chance(random, 0.7) ? texts : more
  }
}

function object(names: readonly string[], value: (name: string) => string): string {
  return `{${names.map((name) => `${JSON.stringify(name)}:${value(name)}`).join(',')}}`
}
