import { expect, test } from '@jest/globals'
import { Indentation } from '../../src/manifest/indentation.ts'
import { below, pick, type Random, seeded } from '../conformance/mutate/random.ts'

/** Where the lines begin, and how far they are indented; empty ones and comments aside. */
function linesOf(text: string): { start: number; indent: number }[] {
  let start = 0
  return text.split('\n').flatMap((line) => {
    const at = start
    start += line.length + 1
    return /^ *(#.*)?$/.test(line) ? [] : [{ start: at, indent: line.search(/[^ ]/) }]
  })
}

function text(random: Random): string {
  const line = () => {
    const indent = ' '.repeat(pick(random, [0, 0, 1, 2, 4, 6, 13, 14, 15, 16, 28, 29, 30, 45]))
    return indent + pick(random, ['a: b', '- c', '', '# d', 'e #', '\t'])
  }
  return Array.from({ length: 1 + below(random, 40) }, line).join('\n')
}

test('a block ends at the first line that is indented no more', () => {
  const random = seeded(3)
  for (let i = 0; i < 3000; i++) {
    const sample = text(random)
    const lines = linesOf(sample)
    const indentation = new Indentation(sample)
    for (const [at, { start, indent }] of lines.entries()) {
      // A block is indented more than its key.
      for (const column of [indent - 1, Math.floor(indent / 2)].filter((c) => c >= 0 && c < indent)) {
        const end = lines.slice(at + 1).find((line) => line.indent <= column)?.start ?? sample.length
        expect([sample, start, column, indentation.end(start, column)]).toEqual([sample, start, column, end])
      }
    }
  }
})
