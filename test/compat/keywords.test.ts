import { expect, test } from '@jest/globals'
import { accepts, compare, crdOf, effectsOf, type Spec } from './upgrade.ts'

const object = (field: Spec, more: Spec = {}): Spec => ({ type: 'object', properties: { f: field }, ...more })
const string = (more: Spec = {}) => object({ type: 'string', ...more })
const integer = (more: Spec = {}) => object({ type: 'integer', ...more })
const list = (more: Spec = {}) => object({ type: 'array', items: { type: 'string' }, ...more })
const rule = (text: string) => ({ 'x-kubernetes-validations': [{ rule: text }] })
const keeps = { 'x-kubernetes-preserve-unknown-fields': true }

const breaks = (code: string) => [`${code} WRITE breaking`]
const widens = (code: string, read = 'information') => [`${code} WRITE compatible`, `${code} READ ${read}`]

test.each<[string, Spec, Spec, string[]]>([
  ['nothing', string({ maxLength: 5 }), string({ maxLength: 5 }), []],
  ['a title', string({ title: 'a' }), string({ title: 'b' }), ['CRD2090 READ information']],
  // types
  ['type', string(), integer(), breaks('CRD2021')],
  ['number to integer', object({ type: 'number' }), integer(), breaks('CRD2021')],
  ['integer to number', integer(), object({ type: 'number' }), widens('CRD2021', 'breaking')],
  ['string to int-or-string', string(), object({ 'x-kubernetes-int-or-string': true }), widens('CRD2021', 'breaking')],
  ['int-or-string to string', object({ 'x-kubernetes-int-or-string': true }), string(), breaks('CRD2021')],
  [
    'int-or-string spelled out',
    object({ 'x-kubernetes-int-or-string': true }),
    object({ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }),
    [],
  ],
  // bounds
  ['maximum lowered', integer({ maximum: 10 }), integer({ maximum: 5 }), breaks('CRD2011')],
  ['maximum raised', integer({ maximum: 5 }), integer({ maximum: 10 }), widens('CRD2011')],
  [
    'maximum made exclusive',
    integer({ maximum: 5 }),
    integer({ maximum: 5, exclusiveMaximum: true }),
    breaks('CRD2011'),
  ],
  ['maximum moved to allOf', integer({ maximum: 5 }), integer({ allOf: [{ maximum: 5 }] }), []],
  ['minimum raised', integer({ minimum: 0 }), integer({ minimum: 1 }), breaks('CRD2011')],
  [
    'minimum raised where the enum holds',
    integer({ enum: [5, 6] }),
    integer({ enum: [5, 6], minimum: 5 }),
    ['CRD2011 WRITE undecided'],
  ],
  ['multipleOf of a multiple', integer({ multipleOf: 6 }), integer({ multipleOf: 3 }), widens('CRD2012')],
  ['multipleOf', integer({ multipleOf: 3 }), integer({ multipleOf: 6 }), breaks('CRD2012')],
  ['int64 to int32', integer({ format: 'int64' }), integer({ format: 'int32' }), breaks('CRD2015')],
  ['no format to int64', integer(), integer({ format: 'int64' }), ['CRD2015 WRITE information']],
  // texts
  ['maxLength', string(), string({ maxLength: 3 }), breaks('CRD2013')],
  [
    'maxLength that the pattern has',
    string({ pattern: '^a{1,3}$' }),
    string({ pattern: '^a{1,3}$', maxLength: 3 }),
    ['CRD2013 WRITE compatible'],
  ],
  ['minLength', string(), string({ minLength: 1 }), breaks('CRD2013')],
  ['minLength removed', string({ minLength: 1 }), string(), widens('CRD2013')],
  ['pattern', string(), string({ pattern: '^[a-z]+$' }), breaks('CRD2014')],
  ['pattern widened', string({ pattern: '^[a-z]+$' }), string({ pattern: '^[a-z0-9]+$' }), widens('CRD2014')],
  ['pattern narrowed', string({ pattern: '^[a-z0-9]+$' }), string({ pattern: '^[a-z]+$' }), breaks('CRD2014')],
  [
    'pattern written otherwise',
    string({ pattern: '^a+$' }),
    string({ pattern: '^aa*$' }),
    ['CRD2014 WRITE compatible', 'CRD2014 READ compatible'],
  ],
  [
    'pattern narrowed beyond maxLength',
    string({ pattern: '^a+$', maxLength: 3 }),
    string({ pattern: '^a{1,9}$', maxLength: 3 }),
    ['CRD2014 WRITE compatible', 'CRD2014 READ compatible'],
  ],
  ['format', string(), string({ format: 'date' }), breaks('CRD2015')],
  ['format that is not enforced', string(), string({ format: 'fqdn' }), ['CRD2015 WRITE information']],
  ['format removed', string({ format: 'date' }), string(), widens('CRD2015')],
  // enums
  ['enum introduced', string(), string({ enum: ['a', 'b'] }), breaks('CRD2023')],
  [
    'enum of all that the pattern allows',
    string({ pattern: '^(a|b)$' }),
    string({ pattern: '^(a|b)$', enum: ['a', 'b'] }),
    ['CRD2023 WRITE undecided'],
  ],
  ['enum narrowed', string({ enum: ['a', 'b'] }), string({ enum: ['a'] }), breaks('CRD2023')],
  [
    'enum without what was refused',
    string({ enum: ['a', 'bbb'], maxLength: 1 }),
    string({ enum: ['a'], maxLength: 1 }),
    ['CRD2023 WRITE compatible'],
  ],
  ['enum widened', string({ enum: ['a'] }), string({ enum: ['a', 'b'] }), widens('CRD2023')],
  ['enum in another order', string({ enum: ['a', 'b'] }), string({ enum: ['b', 'a'] }), []],
  // lists and objects
  ['maxItems', list(), list({ maxItems: 1 }), breaks('CRD2016')],
  ['minItems', list(), list({ minItems: 1 }), breaks('CRD2016')],
  ['minProperties', string(), { ...string(), minProperties: 1 }, breaks('CRD2017')],
  [
    'list to set',
    list(),
    list({ 'x-kubernetes-list-type': 'set' }),
    ['CRD2051 SSA information', 'CRD2054 WRITE breaking'],
  ],
  ['set to list', list({ 'x-kubernetes-list-type': 'set' }), list(), ['CRD2051 SSA breaking']],
  ['map-type', object(string()), object({ ...string(), 'x-kubernetes-map-type': 'atomic' }), ['CRD2053 SSA breaking']],
  // keys
  ['required', string(), { ...string(), required: ['f'] }, breaks('CRD2018')],
  ['required with a default', string({ default: 'a' }), { ...string({ default: 'a' }), required: ['f'] }, []],
  [
    'required and its default gone',
    { ...string({ default: 'a' }), required: ['f'] },
    { ...string(), required: ['f'] },
    ['CRD2018 WRITE breaking', 'CRD2041 WRITE compatible', 'CRD2041 DEFAULT undecided'],
  ],
  ['optional', { ...string(), required: ['f'] }, string(), widens('CRD2018')],
  [
    'a required child of a new parent',
    { type: 'object' },
    object({ ...string(), required: ['f'] }),
    ['CRD2034 WRITE information'],
  ],
  ['removed', object(string()), { type: 'object' }, ['CRD2031 DATA breaking']],
  [
    'removed where unknown fields are kept',
    { ...string(), ...keeps },
    { type: 'object', ...keeps },
    widens('CRD2026', 'breaking'),
  ],
  ['unknown fields kept no more', { ...string(), ...keeps }, string(), ['CRD2032 DATA breaking']],
  ['described now', { type: 'object', ...keeps }, { ...string(), ...keeps }, breaks('CRD2026')],
  [
    'a map described no more',
    object({ type: 'object', additionalProperties: { type: 'string' } }),
    object({ type: 'object' }),
    ['CRD2032 DATA breaking'],
  ],
  [
    'values of a map',
    object({ type: 'object', additionalProperties: { type: 'string' } }),
    object({ type: 'object', additionalProperties: { type: 'integer' } }),
    breaks('CRD2021'),
  ],
  [
    'embedded',
    object({ type: 'object', ...keeps }),
    object({ type: 'object', ...keeps, 'x-kubernetes-embedded-resource': true }),
    breaks('CRD2025'),
  ],
  // defaults and null
  ['default added', string(), string({ default: 'a' }), ['CRD2041 WRITE compatible', 'CRD2041 DEFAULT breaking']],
  [
    'default changed',
    string({ default: 'a' }),
    string({ default: 'b' }),
    ['CRD2041 WRITE compatible', 'CRD2041 DEFAULT breaking'],
  ],
  [
    'default that a rule refuses',
    { ...string(), ...rule('!has(self.f)') },
    { ...string({ default: 'a' }), ...rule('!has(self.f)') },
    breaks('CRD2041'),
  ],
  [
    'default that no rule reads',
    { ...string(), ...rule('!has(self.g)'), properties: { f: { type: 'string' }, g: { type: 'string' } } },
    {
      ...string(),
      ...rule('!has(self.g)'),
      properties: { f: { type: 'string', default: 'a' }, g: { type: 'string' } },
    },
    ['CRD2041 WRITE compatible', 'CRD2041 DEFAULT breaking'],
  ],
  ['nullable removed', string({ nullable: true }), string(), ['CRD2022 WRITE compatible', 'CRD2022 DEFAULT breaking']],
  [
    'nullable removed of what is required',
    { ...string({ nullable: true }), required: ['f'] },
    { ...string(), required: ['f'] },
    breaks('CRD2022'),
  ],
  ['nullable added', string(), string({ nullable: true }), widens('CRD2022')],
  [
    'nullable added beside an enum',
    string({ enum: ['a'] }),
    string({ enum: ['a'], nullable: true }),
    breaks('CRD2022'),
  ],
  // combinators
  ['allOf', string(), string({ allOf: [{ maxLength: 3 }] }), breaks('CRD2013')],
  ['anyOf added', object(string()), object({ ...string(), anyOf: [{ required: ['f'] }] }), breaks('CRD2020')],
  [
    'anyOf of more',
    string({ anyOf: [{ maxLength: 1 }] }),
    string({ anyOf: [{ maxLength: 2 }, { minLength: 9 }] }),
    widens('CRD2020'),
  ],
  [
    'anyOf in another order',
    string({ anyOf: [{ maxLength: 1 }, { minLength: 2 }] }),
    string({ anyOf: [{ minLength: 2 }, { maxLength: 1 }] }),
    [],
  ],
  ['not of more', string({ not: { enum: ['a'] } }), string({ not: { enum: ['a', 'b'] } }), breaks('CRD2020')],
  ['not of less', string({ not: { enum: ['a', 'b'] } }), string({ not: { enum: ['a'] } }), widens('CRD2020')],
  // rules
  ['rule', integer(), integer(rule('self < 5')), breaks('CRD2019')],
  ['rule removed', integer(rule('self < 5')), integer(), widens('CRD2019')],
  ['rule spaced otherwise', integer(rule('self<5')), integer(rule(' self  < 5\n')), []],
  [
    'rule taken apart',
    integer(rule('self < 5 && self > 1')),
    integer({ 'x-kubernetes-validations': [{ rule: 'self > 1' }, { rule: 'self < 5' }] }),
    [],
  ],
  ['rule about changes', integer(), integer(rule('self == oldSelf')), breaks('CRD2019')],
  [
    'rule of what is always there',
    { ...string(), required: ['f'] },
    { ...string(), required: ['f'], ...rule('has(self.f)') },
    ['CRD2019 WRITE compatible'],
  ],
  ['rule that nothing breaks', integer(), integer(rule('self == self')), ['CRD2019 WRITE undecided']],
])('%s', (_, before, after, expected) => {
  const [old, now] = [crdOf(before), crdOf(after)]
  const changes = compare(old, now)
  expect(effectsOf(changes)).toEqual(expected)
  for (const { aspect, outcome, witness, from } of changes.flatMap(({ effects }) => effects)) {
    if (outcome !== 'breaking' || !['WRITE', 'DATA', 'DEFAULT'].includes(aspect)) continue
    expect(witness && accepts(old, witness)).toBe(true)
    if (aspect !== 'DEFAULT' && !from) expect(accepts(now, witness!)).toBe(false)
  }
})

test('a value may stay that was there before, but for what the root requires', () => {
  const ratchets = (old: Spec, now: Spec, root: object = {}) =>
    compare(crdOf(old), crdOf(now, { root })).flatMap(({ effects }) => effects.map((effect) => effect.ratchets))
  expect(ratchets(integer(), integer({ maximum: 5 }))).toEqual([true])
  expect(ratchets(object(string()), { ...object(string()), required: ['f'] })).toEqual([true])
  expect(ratchets(string(), string(), { required: ['spec'] })).toEqual([false])
})

test('the status is written through its own endpoint', () => {
  const at = (status: Spec) =>
    crdOf(string(), { root: { properties: { status } }, version: { subresources: { status: {} } } })
  const [old, now] = [at(integer()), at(integer({ maximum: 5 }))]
  const [change] = compare(old, now)
  expect(change).toMatchObject({ path: 'status.f', effects: [{ aspect: 'WRITE', outcome: 'breaking' }] })
  const { witness } = change!.effects[0]!
  expect([accepts(old, witness!), accepts(now, witness!)]).toEqual([true, false])
})

test('a removed subtree is one change', () => {
  const [change, ...more] = compare(crdOf(object(object(object(string())))), crdOf({ type: 'object' }))
  expect(change?.message).toBe('removed, with 3 fields below')
  expect(more).toEqual([])
})
