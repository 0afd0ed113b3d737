import { expect, test } from '@jest/globals'
import { completeArgument } from '../../src/explain/complete.ts'
import { crdOf, widgets } from './catalog.ts'

const catalog = [...widgets, crdOf({ type: 'object', properties: { x: { type: 'string' }, 'a.b': {} } })]

test.each([
  ['', ['things.', 'widgets.']],
  ['w', ['widgets.']],
  ['wg', ['wg.']],
  ['x', []],
  ['wg.sp', ['wg.spec.']],
  ['wg.spec.p', ['wg.spec.port', 'wg.spec.ports.', 'wg.spec.price']],
  ['wg.spec.ports.n', ['wg.spec.ports.name', 'wg.spec.ports.number']],
  ['wg.spec.ports[0].n', ['wg.spec.ports[0].name', 'wg.spec.ports[0].number']],
  [
    'widgets.v1alpha1.shop.example.com.spec.',
    ['widgets.v1alpha1.shop.example.com.spec.old', 'widgets.v1alpha1.shop.example.com.spec.replicas'],
  ],
  ['th.spec.', ['th.spec.x']],
  ['th.nothing.', []],
])('%s', (partial, expected) => {
  const found = completeArgument(catalog, partial)
  expect(found.map(({ value, open }) => (open ? `${value}.` : value))).toEqual(expected)
})

test('each says what it is', () => {
  expect(completeArgument(catalog, 'wg.spec.col')).toEqual([
    {
      value: 'wg.spec.color',
      description: '<string> required What it looks like. Deprecated: use paint instead.',
      open: false,
    },
  ])
})
