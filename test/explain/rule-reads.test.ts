import { expect, test } from '@jest/globals'
import { readsOf } from '../../src/explain/rule-reads.ts'

test.each([
  ['self.minReplicas <= self.replicas', 'self.minReplicas self.replicas'],
  ['self == oldSelf', 'self oldSelf'],
  ['has(self.spec.a) && self.spec.?b.orValue(1) > 0', 'self.spec.a self.spec.b'],
  ["self['a.b'] == self.m[self.key]", 'self.a.b self.m.* self.key'],
  [
    'self.items.all(x, x.name != "self.no" && x.ports.exists(p, p.n == x.n))',
    'self.items self.items.*.name self.items.*.ports self.items.*.ports.*.n self.items.*.n',
  ],
  ['self.list.filter(i, i.on).all(j, j.ok)', 'self.list self.list.*.on self.list.*.ok'],
  ['self.map.all(k, v, k != v.name)', 'self.map self.map.*.name'],
  ['self.__namespace__ == oldSelf.a__dot__b', 'self.namespace oldSelf.a.b'],
  ['self.x.matches(r"\\d+") // self.comment', 'self.x'],
  ['self[0].name in [oldSelf.a, "x"]', 'self.*.name oldSelf.a'],
  ['x.self + y(', ''],
  ["'''self.a''' + self.b", 'self.b'],
])('%s', (rule, expected) => {
  const shown = readsOf(rule).map((read) => [read.of, ...read.steps.map((s) => (s === '*' ? s : s.property))].join('.'))
  // A list that a macro runs over is read once, by the chain itself.
  expect([...new Set(shown)].join(' ')).toBe(expected)
})

test('long and nested rules take no time', () => {
  const start = performance.now()
  readsOf('self.a'.repeat(50_000))
  readsOf('self['.repeat(50_000))
  readsOf('self.all(x, '.repeat(5_000))
  readsOf('"'.repeat(100_001))
  expect(performance.now() - start).toBeLessThan(2000)
})
