import { describe, expect, test } from '@jest/globals'
import { sampleValue } from '../../src/sample/sample-value.ts'
import { schemaOf } from './crd-of.ts'

const text = { type: 'string' }
const integer = { type: 'integer' }
const boolean = { type: 'boolean' }
const texts = { type: 'array', items: text }
const integers = { type: 'array', items: integer }
const named = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    properties: { name: text, value: text, weight: integer, on: boolean },
  },
}
const map = { type: 'object', additionalProperties: text }
const time = { type: 'string', format: 'date-time' }

/** Schemas by the kinds of their properties, all required, with rules. */
function object(properties: object, ...rules: string[]): object {
  return { ...optional(properties, ...rules), required: Object.keys(properties) }
}

function optional(properties: object, ...rules: string[]): object {
  return { type: 'object', properties, 'x-kubernetes-validations': rules.map((rule) => ({ rule })) }
}

function ruled(schema: object, ...rules: string[]): object {
  return { ...schema, 'x-kubernetes-validations': rules.map((rule) => ({ rule })) }
}

const cases: [string, object][] = [
  ['order of numbers', object({ a: integer, b: integer, c: integer }, 'self.a < self.b && self.b < self.c')],
  ['order against a bound', object({ a: { ...integer, minimum: 50 }, b: integer }, 'self.a <= self.b')],
  ['equal fields', object({ a: text, b: text }, 'self.a == self.b')],
  [
    'different fields',
    object({ a: { ...text, enum: ['x', 'y'] }, b: { ...text, enum: ['x', 'y'] } }, 'self.a != self.b'),
  ],
  ['a key in a map', object({ m: map }, "'Available' in self.m")],
  ['either of two lists', object({ a: texts, b: texts }, '(self.a.size() == 0) != (self.b.size() == 0)')],
  [
    'a key that changes another',
    object({ m: map }, "'k' in self.m", "!('k' in self.m) || self.m['k'].matches('^[0-9]+$')"),
  ],
  [
    'filtered items',
    object(
      { l: { ...named, minItems: 1 } },
      "self.l.exists(e, e.name == 'X')",
      "self.l.filter(e, e.name == 'X').all(e, has(e.value) && e.value.matches('^[0-9]*$'))",
    ),
  ],
  ['times', object({ a: time, b: time }, "self.a + duration('1h') < self.b")],
  [
    'how a text begins',
    object({ a: text }, "self.a.startsWith('ok') && self.a.endsWith('!') && self.a.contains(' - ')"),
  ],
  ['an item like this', object({ l: named }, "self.l.exists(w, w.name == 'x' && has(w.weight) && w.weight > 10)")],
  ['by type', ruled({ 'x-kubernetes-int-or-string': true }, "type(self) == string ? self == '99%' : self == 42")],
  [
    'disjoint sets',
    object({ a: { ...texts, minItems: 1 }, b: { ...texts, minItems: 1 } }, 'self.a.all(e, !(e in self.b))'),
  ],
  [
    'names of details',
    object({ n: { ...texts, minItems: 2 }, d: map }, 'self.n.size() == self.d.size() && self.n.all(n, n in self.d)'),
  ],
  ['keys of a map', object({ m: { ...map, minProperties: 2 } }, "self.m.all(k, k.matches('^[A-Z]+$'))")],
  ['values of a map', object({ m: { ...map, minProperties: 2 } }, "self.m.all(k, self.m[k].matches('^[A-Z]+$'))")],
  ['the one that is named', object({ l: named, p: text }, 'self.l.filter(c, c.name == self.p).size() == 1')],
  [
    'a sum',
    object({ l: { ...named, minItems: 1 } }, 'self.l.all(e, has(e.weight))', 'self.l.map(e, e.weight).sum() == 100'),
  ],
  ['a product', object({ a: { ...integer, minimum: 2 }, b: { ...integer, minimum: 2 } }, 'self.a * self.b == 12')],
  ['a remainder', object({ a: { ...integer, minimum: 1 } }, 'self.a % 7 == 3')],
  ['a sum of fields', object({ a: integer, b: integer }, 'self.a + self.b == 100', 'self.a > 20')],
  ['one of three', optional({ a: text, b: text, c: text }, '[has(self.a), has(self.b), has(self.c)].exists_one(x, x)')],
  [
    'one of three, counted',
    optional({ a: text, b: text, c: text }, '[has(self.a), has(self.b), has(self.c)].filter(x, x).size() == 1'),
  ],
  [
    'one of three, added',
    optional(
      { a: text, b: text, c: text },
      '(has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) + (has(self.c) ? 1 : 0) == 1',
    ),
  ],
  ['both or none', optional({ a: text, b: text }, 'has(self.a) == has(self.b)')],
  ['exactly one', optional({ a: text, b: text }, 'has(self.a) != has(self.b)')],
  [
    'an address',
    object({ a: text }, "isURL(self.a) && url(self.a).getScheme() == 'https' && url(self.a).getHostname() == 'k8s.io'"),
  ],
  [
    'quantities',
    object(
      { a: text, b: text },
      'isQuantity(self.a) && isQuantity(self.b)',
      'quantity(self.a).isLessThan(quantity(self.b))',
    ),
  ],
  [
    'compared quantities',
    object({ a: text }, "isQuantity(self.a) && quantity(self.a).compareTo(quantity('1Gi')) >= 0"),
  ],
  [
    'durations',
    object({ a: text, b: text }, "duration(self.a) > duration('1m')", 'duration(self.b) >= duration(self.a)'),
  ],
  [
    'a network',
    object({ a: text }, 'isCIDR(self.a) && cidr(self.a).ip().family() == 4 && cidr(self.a).prefixLength() == 24'),
  ],
  ['within a network', object({ a: text }, "isIP(self.a) && cidr('192.168.0.0/16').containsIP(self.a)")],
  ['a version', object({ a: text }, "isSemver(self.a) && semver(self.a).isGreaterThan(semver('1.2.3'))")],
  ['a named format', object({ a: { ...text, minLength: 5 } }, '!format.dns1123Label().validate(self.a).hasValue()')],
  ['parts of a text', object({ a: text }, "self.a.split(',').size() == 3")],
  ['every part', object({ a: text }, "self.a.split('/').all(p, p.matches('^[0-9]+$'))")],
  ['lower case', object({ a: text, b: { ...text, pattern: '^[A-Z]+$' } }, 'self.a == self.b.lowerAscii()')],
  ['sorted', object({ l: { ...integers, minItems: 2 } }, 'self.l.isSorted()', 'self.l[0] != self.l[1]')],
  ['unique names', object({ l: { ...named, minItems: 3 } }, 'self.l.all(x, self.l.exists_one(y, x.name == y.name))')],
  [
    'unique by twos',
    object({ l: { ...named, minItems: 3 } }, 'self.l.all(x, self.l.all(y, x == y || x.name != y.name))'),
  ],
  [
    'unique by index',
    object({ l: { ...named, minItems: 2 } }, 'self.l.all(i, x, self.l.all(j, y, i == j || x.name != y.name))'),
  ],
  [
    'a choice by type',
    object({ type: { ...text, enum: ['A', 'B'] }, a: text }, "self.type == 'B' ? self.a == 'b' : false"),
  ],
  [
    'a chain of conditions',
    optional(
      { a: text, b: text, c: text },
      'has(self.a)',
      '!has(self.a) || has(self.b)',
      '!has(self.b) || has(self.c)',
      "!has(self.c) || self.c == self.a + '-x'",
    ),
  ],
  ['optional syntax', optional({ a: optional({ b: integer }) }, 'self.?a.?b.orValue(0) > 5')],
  ['optional map', optional({ a: text }, "self.?a.optMap(x, x.startsWith('z')).orValue(false)")],
  ['a value or its absence', optional({ a: text }, "!self.?a.hasValue() || self.a == 'q'", 'self.?a.hasValue()')],
  ['sets', object({ a: texts }, "sets.contains(self.a, ['x', 'y'])")],
  ['sets that meet', object({ a: texts, b: texts }, 'sets.intersects(self.a, self.b)')],
  ['the first item', object({ l: named }, "self.l.size() > 0 && self.l[0].name == 'first'")],
  ['the last item', object({ l: named }, "size(self.l) >= 2 && self.l[size(self.l) - 1].name == 'last'")],
  ['a flag', object({ a: boolean, b: boolean }, 'self.a && !self.b')],
  ['escaped names', object({ 'a-b': integer, namespace: text }, "self.a__dash__b > 3 && self.__namespace__ == 'n'")],
  ['nested lists', object({ l: { type: 'array', items: texts, minItems: 1 } }, "self.l.all(i, i.exists(x, x == 'y'))")],
  [
    'ternary on presence',
    optional(
      { min: integer, max: { ...integer, maximum: 3 } },
      'has(self.min) && self.min > 2',
      'self.min <= (has(self.max) ? self.max : 1)',
    ),
  ],
  ['a default that will not do', object({ a: { ...text, default: 'x' }, b: boolean }, "self.a != 'x'")],
  ['numbers in texts', object({ a: text }, 'int(self.a) > 5 && int(self.a) < 100')],
  ['a text of numbers', object({ a: integer, b: text }, 'string(self.a) == self.b')],
  ['replaced', object({ a: text }, "self.a.replace('x', 'y') == 'yy'")],
  ['joined', object({ l: texts }, "self.l.join('-') == 'a-b'")],
  ['found', object({ a: text }, "self.a.find('[0-9]+') == '42'")],
  ['old values that are not there', optional({ a: text }, 'self == self')],
  ['dates', object({ a: time }, "self.a > timestamp('2030-01-01T00:00:00Z')")],
  ['the year', object({ a: time }, 'self.a.getFullYear() == 2026')],
  ['lists of the same length', object({ a: { ...texts, minItems: 2 }, b: texts }, 'size(self.a) == size(self.b)')],
  [
    'no longer than another',
    object({ a: { ...texts, minItems: 1 }, n: integer }, 'size(self.a) > 3', 'size(self.a) <= self.n'),
  ],
]

describe.each(['minimal', 'full'] as const)('%s values keep their rules', (shape) => {
  test.each(cases)('%s', (_, schema) => {
    const { value, unsolved } = sampleValue(schemaOf(schema), { shape })
    expect({ value, unsolved: unsolved.map(({ message }) => message) }).toEqual({ value, unsolved: [] })
  })
})
