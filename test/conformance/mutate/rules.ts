import { isObject, type JSONObject, type JSONValue, listAt } from './json.ts'
import { chance, pick, type Random } from './random.ts'
import { anySchema, schemaOf } from './schema-node.ts'

const fieldPaths = ['.a', '.spec.a', "['a']", '.a[0]', 'a', ' ', '.', '.zzz', ".a['b\\'c']", ".a['\\q']", '.a\n', '[a]']
const messages = ['', ' ', 'm', 'a\nb', ' a ', 'x'.repeat(300)]
const anyExpressions = [
  '',
  ' ',
  'true',
  'self == self',
  'self == oldSelf',
  'oldSelf.hasValue() || true',
  '1 +',
  'foo(self)',
  '"a"',
  'self.a',
  'true\n&& true',
  'has(self.a) && self.a == "x"',
]
const expressions: Record<string, string[]> = {
  string: [
    'self.size() > 3',
    "self.matches('^[a-z]+$')",
    "self.matches('(')",
    "self.startsWith('a') && self.contains('b')",
    "self in ['a', 'b']",
    'self == oldSelf',
    "self.split(',').all(x, x.size() > 0)",
    'self == 1',
    'self.lowerAscii().indexOf("a") >= 0',
    'isURL(self) && url(self).getScheme() == "https"',
    'duration(self) > duration("1m")',
    'quantity(self).isInteger()',
    'ip(self).family() == 4',
  ],
  integer: ['self > 0', 'self >= oldSelf', 'self % 2 == 0', 'self == 1.0', 'double(self) < 1.5', 'string(self) == "1"'],
  number: ['self > 0.5', 'self > 1', 'self == oldSelf'],
  boolean: ['self', '!self || oldSelf', 'self == "true"'],
  array: [
    'self.all(x, x == x)',
    'self.exists(x, self.exists_one(y, x == y))',
    'self.size() < 5',
    'self.map(x, x).size() > 0',
    'self == oldSelf',
    'self.all(i, x, i < 3 && x == x)',
    'self.filter(x, true).size() == 0',
    'self.sum() > 0',
    'self.isSorted()',
  ],
  object: [
    'has(self.spec)',
    'has(self.a) || !has(self.b)',
    'self == oldSelf',
    'size(self) > 0',
    'self.all(k, k != "a")',
    'self.spec.replicas <= self.spec.maxReplicas',
    'self.metadata.name == "a"',
    'self.?a.orValue("") == ""',
  ],
}

/** Mutations of x-kubernetes-validations. */
export const rules: Record<string, (random: Random, crd: JSONObject) => void> = {
  'rule texts'(random, crd) {
    const schema = anySchema(random, crd)
    if (!schema) return
    const rule: JSONObject = { rule: pick(random, anyExpressions) }
    if (chance(random, 0.4)) rule.message = pick(random, messages)
    if (chance(random, 0.3)) rule.messageExpression = pick(random, ['', ' ', "'a' + 'b'", '1', 'self.', "'x'"])
    if (chance(random, 0.3)) rule.reason = pick(random, ['FieldValueInvalid', 'FieldValueForbidden', 'Invalid', ''])
    if (chance(random, 0.4)) rule.fieldPath = pick(random, fieldPaths)
    if (chance(random, 0.3)) rule.optionalOldSelf = pick<JSONValue>(random, [true, false, null])
    if (chance(random, 0.05)) rule.foo = 1
    listAt(schema, 'x-kubernetes-validations').push(rule)
  },
  'rule expression'(random, crd) {
    const type = pick(random, Object.keys(expressions))
    const schema = schemaOf(random, crd, type)
    if (!schema) return
    const rule: JSONObject = { rule: pick(random, expressions[type]!) }
    if (chance(random, 0.2)) rule.messageExpression = pick(random, ["'x ' + string(self)", "'a'", 'self'])
    if (chance(random, 0.2)) rule.optionalOldSelf = chance(random, 0.5)
    listAt(schema, 'x-kubernetes-validations').push(rule)
    if (chance(random, 0.3)) boundAll(random, schema)
  },
}

/** Gives lists, maps and texts below a bound, so that costs are small in part of the cases. */
function boundAll(random: Random, schema: JSONObject): void {
  if (schema.type === 'array') schema.maxItems = pick(random, [1, 10, 1000])
  if (schema.type === 'string') schema.maxLength = pick(random, [1, 100, 100000])
  if (isObject(schema.items)) boundAll(random, schema.items)
  if (isObject(schema.additionalProperties)) {
    schema.maxProperties = pick(random, [1, 10])
    boundAll(random, schema.additionalProperties)
  }
}
