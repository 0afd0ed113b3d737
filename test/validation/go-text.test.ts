import { expect, test } from '@jest/globals'
import { Float, fromPlain, type Value } from '../../src/model/value.ts'
import { badValue } from '../../src/validation/go-text.ts'

const deep = (levels: number) => {
  let value: Value = []
  for (let i = 0; i < levels; i++) value = [value]
  return value
}
const nested = fromPlain({
  b: [1.5, 2, null, '<x>', 1e21, 1e-7, new Float(5)],
  a: { '': null, '\uff5e': true, '😀': 'é' },
})

// Recorded: field.Error.ErrorBody of 1.36 (JSON) and fmt `%#v`, which ErrorBody used before 1.34.
test.each<[Value, string, string]>([
  [null, 'null', '"null"'],
  [true, 'true', 'true'],
  [5, '5', '5'],
  [2n ** 63n - 1n, '9223372036854775807', '9223372036854775807'],
  [new Float(5), '5', '5'],
  [new Float(1e6), '1e+06', '1e+06'],
  [1.5, '1.5', '1.5'],
  ['a"b', '"a\\"b"', '"a\\"b"'],
  [[], '[]', '[]interface {}{}'],
  [fromPlain({}), '{}', 'map[string]interface {}{}'],
  [
    nested,
    '{"a":{"":null,"\uff5e":true,"😀":"é"},"b":[1.5,2,null,"\\u003cx\\u003e",1e+21,1e-7,5]}',
    'map[string]interface {}{"a":map[string]interface {}{"":interface {}(nil), "\uff5e":true, "😀":"é"}, "b":[]interface {}{1.5, 2, interface {}(nil), "<x>", 1e+21, 1e-07, 5}}',
  ],
])('%p', (value, now, before134) => {
  expect(badValue(value, { minor: 36 })).toBe(now)
  expect(badValue(value, { minor: 33 })).toBe(before134)
})

test('depth is no danger', () => {
  expect(badValue(deep(200_000), { minor: 36 })).toHaveLength(400_002)
})
