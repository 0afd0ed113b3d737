import { expect, test } from '@jest/globals'
import { loadAll } from 'js-yaml'
import { codeDoc, codeDocs } from '../../src/commands/code-docs.ts'

test.each(codeDocs.map((doc) => [doc.code, doc] as const))(
  '%s is told in sentences, with a wrong and a right example',
  (code, { source, title, text, bad, good }) => {
    expect(code).toMatch(/^CRD\d{4}$/)
    expect(title).toMatch(/^[A-Za-z].*[^.]$/)
    expect(text).toMatch(/^[A-Za-z].*\.$/s)
    // What a cluster says is about no text, and much of what diff says is about nothing wrong.
    if (['diff', 'cluster', 'inspect'].includes(source) && bad === '') return
    // Wrong in what they say; but a few are about what is no YAML.
    if (!['CRD0001', 'CRD0002'].includes(code)) expect(loadAll(bad).length).toBeGreaterThan(0)
    expect(loadAll(good).length).toBeGreaterThan(0)
    expect(good).not.toBe(bad)
  },
)

test('each code is there once, in order, and found in any case', () => {
  const all = codeDocs.map(({ code }) => code)
  expect(all).toEqual([...new Set(all)].sort())
  expect(codeDoc('crd0103')).toBe(codeDoc('CRD0103'))
  expect(codeDoc('CRD9999')).toBeUndefined()
})
