import { expect, test } from '@jest/globals'
import { fixedBy } from '../../src/explain/immutability.ts'

test.each([
  ['self == oldSelf', ' always'],
  ['oldSelf == self', ' always'],
  ['(self) == (oldSelf)', ' always'],
  ['self.name == oldSelf.name && self.__namespace__ == oldSelf.__namespace__', 'name always; namespace always'],
  ["oldSelf == '' || self == oldSelf", ' once-set'],
  ['oldSelf == 0 || self == oldSelf', ' once-set'],
  ['!has(oldSelf.uid) || (has(self.uid) && self.uid == oldSelf.uid)', 'uid once-set'],
  ['!has(oldSelf.selector) || has(self.selector)', 'selector not-removed'],
  ['has(self.selector) || !has(oldSelf.selector)', 'selector not-removed'],
  ["self == oldSelf || oldSelf != 'Active'", ' some-updates'],
  ['has(oldSelf.once) ? has(self.once) && self.once == oldSelf.once : true', 'once once-set'],
  ['self.on ? self == oldSelf : true', ' some-updates'],
  ['self.on ? self == oldSelf : self.x', ''],
  ['self >= oldSelf', ''],
  ['self == self', ''],
  ['self.a == oldSelf.b', ''],
  ['self.a', ''],
  ['oldSelf', ''],
])('%s', (rule, expected) => {
  const shown = fixedBy(rule).map(({ steps, when }) => `${steps.join('.')} ${when}`)
  expect(shown.join('; ')).toBe(expected)
})

test('long rules take no time', () => {
  const start = performance.now()
  for (const unit of ['oldSelf && ', '(oldSelf', '((', 'oldSelf || ']) fixedBy(`oldSelf ${unit.repeat(20_000)}`)
  fixedBy(`${'('.repeat(20_000)}oldSelf == self${')'.repeat(20_000)}`)
  expect(performance.now() - start).toBeLessThan(2000)
})
