import { describe, expect, test } from '@jest/globals'
import type { State } from '../../src/explain/tree/state.ts'
import { requestsOf } from '../../src/tui/keys.ts'

/** What keys ask for when a search begins and ends as it does. */
function asked(input: string, key: Parameters<typeof requestsOf>[1] = {}, mode: State['mode'] = 'tree'): unknown[] {
  const out: unknown[] = []
  for (const request of requestsOf(input, key, () => mode)) {
    out.push(request)
    if (request.type === 'search') mode = 'search'
    if (request.type === 'accept' || request.type === 'escape') mode = 'tree'
  }
  return out
}

describe('tree', () => {
  test.each([
    ['j', {}, { type: 'move', by: 1 }],
    ['', { upArrow: true }, { type: 'move', by: -1 }],
    ['', { return: true }, { type: 'toggle' }],
    [' ', {}, { type: 'toggle' }],
    ['', { tab: true }, { type: 'scroll', by: 1, unit: 'page' }],
    ['', { tab: true, shift: true }, { type: 'scroll', by: -1, unit: 'page' }],
    ['', { escape: true }, { type: 'escape' }],
    ['c', {}, { type: 'copy' }],
    ['c', { ctrl: true }, { type: 'quit' }],
    ['z', { ctrl: true }, { type: 'stop' }],
    ['l', { ctrl: true }, { type: 'redraw' }],
    ['l', {}, { type: 'into' }],
  ])('%j %j', (input, key, request) => expect(asked(input, key)).toEqual([request]))
  test('several at once', () => {
    expect(asked('jl/ab c\rn')).toEqual([
      ...[{ type: 'move', by: 1 }, { type: 'into' }, { type: 'search' }],
      ...[{ type: 'type', text: 'ab c' }, { type: 'accept' }, { type: 'next', by: 1 }],
    ])
  })
  test.each(['x', '日', '\x00', 'toString', ''])('%j asks for nothing', (input) => {
    expect(asked(input).filter((request) => (request as { type: string }).type === 'type')).toEqual([])
  })
})

describe('search', () => {
  test.each([
    ['q', {}, { type: 'type', text: 'q' }],
    ['名前', {}, { type: 'type', text: '名前' }],
    ['a\x00b', {}, { type: 'type', text: 'ab' }],
    ['', { backspace: true }, { type: 'erase' }],
    ['', { delete: true }, { type: 'erase' }],
    ['u', { ctrl: true }, { type: 'erase-all' }],
    ['c', { ctrl: true }, { type: 'quit' }],
    ['', { downArrow: true }, { type: 'next', by: 1 }],
    ['', { return: true }, { type: 'accept' }],
    ['', { escape: true }, { type: 'escape' }],
  ])('%j %j', (input, key, request) => expect(asked(input, key, 'search')).toEqual([request]))
})

test('in the help, keys scroll it or close it', () => {
  expect(asked('j', {}, 'help')).toEqual([{ type: 'move', by: 1 }])
  expect(asked('q', {}, 'help')).toEqual([{ type: 'escape' }])
  expect(asked('c', { ctrl: true }, 'help')).toEqual([{ type: 'quit' }])
})
