import { expect, test } from '@jest/globals'
import type { Path } from '../../src/model/path.ts'
import { fromPlain } from '../../src/model/value.ts'
import { combined } from '../../src/sample/assignments.ts'

test.each<[string, [Path, unknown][], [Path, unknown][]]>([
  [
    'beside each other',
    [
      [['a'], 1],
      [['b'], 2],
    ],
    [
      [['a'], 1],
      [['b'], 2],
    ],
  ],
  [
    'the same',
    [
      [['a'], 1],
      [['a'], 2],
    ],
    [[['a'], 2]],
  ],
  [
    'within one before',
    [
      [['a'], { x: 1 }],
      [['a', 'y', 0], 2],
    ],
    [[['a'], { x: 1, y: [2] }]],
  ],
  [
    'over one before',
    [
      [['a', 'x'], 1],
      [['a'], 2],
    ],
    [[['a'], 2]],
  ],
])('%s', (_, made, expected) => {
  const plain = ([path, value]: [Path, unknown]) => ({ path, value: fromPlain(value) })
  expect(combined(made.map(plain))).toEqual(expected.map(plain))
})
