import { isObject, type JSONObject } from './json.ts'
import { chance, pick, type Random } from './random.ts'

/** CEL rules that compile on a schema of the type, most of them true of some values and false of others. */
const byType: Readonly<Record<string, readonly string[]>> = {
  string: [
    'self.size() < 5',
    "self.startsWith('a')",
    "self.matches('^[a-z]+$')",
    "self != 'b'",
    'self == oldSelf',
    'self.size() >= oldSelf.size()',
    'self.lowerAscii() == self',
    "self.contains('a') || self.endsWith('c')",
    'int(self) > 3',
    'double(self) > 1.0',
    'bool(self)',
    "self.split(',').all(x, x != '')",
    'isURL(self)',
    "url(self).getHost() != ''",
    "quantity(self).isGreaterThan(quantity('1'))",
    "isQuantity(self) && quantity(self).compareTo(quantity('1Gi')) <= 0",
    "duration(self) > duration('1m')",
    "timestamp(self) > timestamp('2000-01-01T00:00:00Z')",
    "self in ['a', 'b', 'c']",
    "self.charAt(2) == 'c'",
    "self.substring(1) != 'bc'",
    "self.indexOf('b') > 0",
    "self.lastIndexOf('a', 1) == 0",
    "self.replace('a', 'b') != self",
    'self.trim() == self',
    "self.find('[0-9]+') != ''",
    "self.findAll('[a-c]').size() < 3",
    "'%s-%d'.format([self, self.size()]) != 'a-1'",
    'isIP(self)',
    'ip(self).family() == 4',
    'ip(self).isLoopback()',
    'isCIDR(self)',
    "cidr(self).containsIP('10.0.0.1')",
    'isSemver(self)',
    'semver(self).major() > 0',
    '!format.dns1123Label().validate(self).hasValue()',
    'bytes(self).size() < 4',
    "self < 'b'",
    "self.split('').size() == self.size()",
    "self.upperAscii().contains('A')",
    "[self, 'x'].join('-') != 'a-x'",
    'type(self) == string',
    "self == '' ? true : self.charAt(0) != ' '",
    'strings.quote(self) != \'"a"\'',
  ],
  'string date': ["self > timestamp('2000-01-01T00:00:00Z')", 'self.getFullYear() > 2000', 'self == oldSelf'],
  'string date-time': ["self > timestamp('2020-01-01T00:00:00Z')", 'self.getHours() < 12', 'self >= oldSelf'],
  'string duration': ["self > duration('5s')", 'self.getSeconds() > 5', 'self + self == self'],
  'string byte': ['self.size() > 2', "self != b'a'", "string(self) != 'a'"],
  integer: [
    'self > 3',
    'self % 2 == 0',
    '10 / self > 1',
    'self >= oldSelf',
    'self * 9223372036854775807 > 0',
    'self - 9223372036854775807 < 0',
    'string(self).size() < 3',
    'double(self) / 3.0 < 5.0',
    'self in [1, 2, 3]',
    '-self < 0',
    'self < 1.5',
    'uint(self) < 5u',
    "timestamp(self) < timestamp('2100-01-01T00:00:00Z')",
  ],
  number: [
    'self > 0.5',
    'int(self) == 1',
    'self == oldSelf',
    'self < 10',
    'self * 2.0 != 1.0',
    'string(self) != "0.5"',
  ],
  boolean: ['self', '!self || oldSelf', 'self == true', 'string(self) == "true"'],
  'int-or-string': [
    "type(self) == int ? self > 0 : self.endsWith('%')",
    "self == 1 || self == 'a'",
    "string(self) != '80'",
    'self > 5',
    'int(self) < 50',
    'self == oldSelf',
  ],
  array: [
    'self.size() < 3',
    'self.all(x, self.exists_one(y, x == y))',
    'self == oldSelf',
    'self.all(x, x in oldSelf)',
    'self.map(x, x).size() == self.size()',
    'self[0] == self[1]',
    'self.filter(x, x == self[0]).size() < 2',
    'self.slice(0, 1).size() == 1',
    'self.all(i, x, i < 3)',
    'self + self == self',
    'oldSelf.all(x, self.exists(y, x == y))',
    'self.exists(x, x != self[0])',
    'self.map(x, x == self[0], 1).size() == 1',
    '!self.isSorted() || true',
  ],
  'array string': [
    'self.isSorted()',
    'self.distinct().size() == self.size()',
    "sets.contains(self, ['a'])",
    "sets.intersects(self, ['a', 'b'])",
    "self.indexOf('a') < 1",
    'self.sort() == self',
    "self.join(',').size() < 10",
    'self.max() < "c"',
    "self.all(x, x.startsWith('a'))",
    "self.exists(i, x, i == 1 && x == 'b')",
    'self.transformList(i, x, x).size() > 0',
  ],
  'array integer': [
    'self.sum() > 3',
    'self.max() < 10',
    'self.min() == self[0]',
    'self.isSorted()',
    'self.reverse() == self',
  ],
  map: [
    'self.all(k, k.size() < 3)',
    'size(self) < 3',
    "'a' in self",
    "self['a'] == self['b']",
    "self.exists(k, k == 'a')",
    'oldSelf.all(k, k in self)',
    'self.all(k, v, v == v)',
    'self.?a.hasValue()',
    'self.transformList(k, v, k).size() < 2',
    'self == oldSelf',
    'self.map(k, k).size() < 2',
  ],
  object: ['self == oldSelf', 'true', '1 / 0 == 1'],
  root: [
    "self.metadata.name.startsWith('a')",
    "self.kind == 'Thing'",
    'has(self.status) || has(self.spec)',
    "!has(self.metadata.generateName) || self.metadata.name != ''",
    'self.apiVersion != "" && oldSelf.apiVersion != ""',
  ],
}

/** CEL's name of a property: undefined where it has none. */
export function celName(name: string): string | undefined {
  const reserved =
    /^(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/
  if (reserved.test(name)) return `__${name}__`
  const escaped = name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__')
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(escaped) ? escaped : undefined
}

/** Rules about the properties of an object. */
function aboutProperties(random: Random, schema: JSONObject): string[] {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const out: string[] = []
  let last: { name: string; type: string } | undefined
  for (const [property, child] of Object.entries(properties)) {
    const name = celName(property)
    if (!name || !isObject(child)) continue
    const type = String(child.type ?? 'any')
    out.push(`has(self.${name})`, `has(self.${name}) == has(oldSelf.${name})`)
    if (type === 'string' && !child.format) {
      out.push(
        `!has(self.${name}) || self.${name} != 'a'`,
        `self.${name}.size() > 1`,
        `self.?${name}.orValue('') != 'b'`,
      )
    }
    if (type === 'integer') out.push(`!has(self.${name}) || self.${name} > 2`, `self.${name} >= oldSelf.${name}`)
    if (last && last.type === type && ['string', 'integer', 'boolean'].includes(type) && !child.format) {
      out.push(`has(self.${name}) && has(self.${last.name}) ? self.${name} != self.${last.name} : true`)
      out.push(`self.${name} == self.${last.name}`)
    }
    if (!child.format) last = { name, type }
  }
  return out.length > 0 ? [pick(random, out)] : []
}

/** A rule for a schema, with what may stand beside it; most of the server's checks pass. */
export function ruleFor(random: Random, schema: JSONObject, isRoot: boolean): JSONObject | undefined {
  const type = String(schema.type)
  const items = isObject(schema.items) ? String(schema.items.type) : ''
  const pools =
    schema['x-kubernetes-int-or-string'] === true
      ? [byType['int-or-string']]
      : type === 'object' && isObject(schema.additionalProperties)
        ? [byType.map]
        : type === 'string' && typeof schema.format === 'string'
          ? [byType[`string ${schema.format}`] ?? byType.string]
          : [byType[type], byType[`${type} ${items}`], isRoot ? byType.root : undefined]
  const texts = pools.filter((pool) => pool !== undefined)
  if (type === 'object') texts.push(aboutProperties(random, schema), aboutProperties(random, schema))
  const filled = texts.filter((pool) => pool.length > 0)
  if (filled.length === 0) return undefined
  const rule: JSONObject = { rule: pick(random, pick(random, filled)) }
  if (chance(random, 0.3)) rule.message = pick(random, ['not so', ' trimmed ', 'é "quoted"'])
  if (chance(random, 0.25)) {
    const own = type === 'string' && !schema.format ? ["'bad: ' + self", 'self', 'self.charAt(9)'] : []
    rule.messageExpression = pick(random, [...own, "'of ' + 'a message'", "' '", "'a\\nb'", 'string(1 / 0)'])
  }
  if (chance(random, 0.25)) {
    const reasons = ['FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate']
    rule.reason = pick(random, reasons)
  }
  const names = isObject(schema.properties) ? Object.keys(schema.properties) : []
  if (chance(random, 0.3) && names.length > 0) {
    const name = pick(random, names)
    rule.fieldPath = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, '\\$&')}']`
  }
  if (/\boldSelf\b/.test(String(rule.rule)) && chance(random, 0.2)) {
    rule.optionalOldSelf = true
    rule.rule = pick(random, [
      'oldSelf.hasValue()',
      'oldSelf.hasValue() ? self == oldSelf.value() : true',
      'oldSelf.orValue(self) == self',
    ])
  }
  return rule
}
