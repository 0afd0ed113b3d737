import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from '@jest/globals'

/** Compares with test/explain/golden/NAME; with UPDATE_GOLDEN=1 it writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(new URL('golden/', import.meta.url), { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
}
