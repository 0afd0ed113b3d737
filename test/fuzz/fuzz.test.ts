import { expect, test } from '@jest/globals'
import { fuzz } from './run.ts'
import { targets } from './targets.ts'

// More of it: npm run fuzz -- --seed N --count N
test.each(targets.map((target) => [target.name, target] as const))('%s: no crash, no law broken', (_, target) => {
  expect(fuzz([target], 1, 80)).toEqual([])
})
