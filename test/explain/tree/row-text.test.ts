import { expect, test } from '@jest/globals'
import { plainStyle } from '../../../src/explain/style.ts'
import { ascii } from '../../../src/explain/tree/look.ts'
import { rowTexts } from '../../../src/explain/tree/row-text.ts'
import { explainColors } from '../../../src/report/explain-colors.ts'
import { crdOf } from '../catalog.ts'
import { begin, press, rowsOf } from './browser.ts'

const text = { type: 'string' }

test('type, required mark and default', () => {
  const spec = {
    type: 'object',
    required: ['a'],
    properties: {
      a: text,
      b: { type: 'integer', default: 3 },
      c: { type: 'object', default: {} },
      d: { type: 'object', default: { x: 1 } },
      e: { type: 'array', items: text, default: [] },
      f: { type: 'array', items: text, default: ['x'] },
      g: { ...text, default: 'true' },
      h: { type: 'object', additionalProperties: { type: 'array', items: { 'x-kubernetes-int-or-string': true } } },
      i: { ...text, default: 'x'.repeat(100) },
    },
  }
  expect(rowsOf(begin([crdOf(spec)])).slice(5)).toEqual([
    '       a*  string',
    '       b  integer = 3',
    '       c  Object = {}',
    '       d  Object = {…}',
    '       e  []string = []',
    '       f  []string = […]',
    '       g  string = "true"',
    '       h  map[string][]integer …',
    '       i  string = xxxxxxxxxxxx…',
  ])
})

test('wide characters end where the pane ends', () => {
  const spec = { type: 'object', properties: { 日本語の名前はとても長いです: text } }
  expect(rowsOf(begin([crdOf(spec)])).at(-1)).toBe('       日本語の名前はとても長い…')
})

test('in a deep tree, what is above moves out of the pane', () => {
  let deep: object = text
  for (let level = 30; level > 0; level--) deep = { type: 'object', properties: { [`level${level}`]: deep } }
  const state = begin(
    [crdOf({ type: 'object', properties: { deep } })],
    `th.spec.deep.${Array.from({ length: 30 }, (_, i) => `level${i + 1}`).join('.')}`,
  )
  expect(rowsOf(state).slice(-3)).toEqual([
    '       ▾ level28  Object',
    '         ▾ level29  Object',
    '>            level30  string',
  ])
})

test('without Unicode, and in colours', () => {
  const crd = crdOf({ type: 'object', required: ['a'], properties: { a: { ...text, default: 'x' } } })
  const shown = (look: Parameters<typeof begin>[2]) => rowTexts(press(begin([crd], 'th.spec', look))).slice(-2)
  expect(shown({ look: { style: plainStyle, glyphs: ascii } })).toEqual([
    '>  - spec  Object               ',
    '       a*  string = x',
  ])
  expect(shown({ look: { style: explainColors(), glyphs: ascii } })).toEqual([
    '\x1b[7m>  - spec  Object               \x1b[27m',
    '       \x1b[36ma\x1b[39m\x1b[31m*\x1b[39m\x1b[32m  string\x1b[39m\x1b[33m = x\x1b[39m',
  ])
})
