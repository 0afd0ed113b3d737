import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from '@jest/globals'
import { root } from './cli.ts'

/** What is in test/golden/NAME, undefined when it is to be written. */
export function golden(name: string): string | undefined {
  return process.env.UPDATE_GOLDEN ? undefined : readFileSync(`${root}test/golden/${name}`, 'utf8')
}

/** Compares with test/golden/NAME; with UPDATE_GOLDEN=1 it writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const file = `${root}test/golden/${name}`
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
}
