import { expect, test } from '@jest/globals'
import { reflow } from '../../src/explain/reflow.ts'

const full = 'Requested duration, that is the lifetime, of the Certificate. Note that an'

test.each<[string, string[], string[]]>([
  ['a full line goes on', [full, 'issuer may ignore it.'], [`${full} issuer may ignore it.`]],
  ['three lines', [full, full, 'end'], [`${full} ${full} end`]],
  ['a paragraph ends', [full, '', 'Then'], [full, '', 'Then']],
  ['a short line ends', [full, 'and so on', 'Feature: x'], [`${full} and so on`, 'Feature: x']],
  ['a list', [full, '- one', '* two', '1. three', '  four'], [full, '- one', '* two', '1. three', '  four']],
  ['what introduces a list', [`${full.slice(0, -1)}:`, 'one'], [`${full.slice(0, -1)}:`, 'one']],
  ['code', [`    ${full}`, 'text'], [`    ${full}`, 'text']],
])('%s', (_, lines, expected) => {
  expect(reflow(lines.join('\n'), 40).split('\n')).toEqual(expected)
})

test('what fits is left alone', () => {
  expect(reflow(`${full}\nissuer`, 80)).toBe(`${full}\nissuer`)
})
