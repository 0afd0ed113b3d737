import type { Automaton } from './automaton.ts'

/** The code points that texts of JSON hold, cut into classes that some automata treat alike: one of each, readable ones first. */
export function alphabet(automata: readonly Automaton[]): number[] {
  const starts = new Set([0, 0xd800, 0xe000])
  for (const automaton of automata) for (const bound of automaton.bounds()) if (bound <= last) starts.add(bound)
  const sorted = [...starts].sort((a, b) => a - b)
  const points: number[] = []
  sorted.forEach((start, i) => {
    const stop = (sorted[i + 1] ?? last + 1) - 1
    if (start >= 0xd800 && stop <= 0xdfff) return
    points.push(readable(start, stop))
  })
  return points.sort((a, b) => rank(a) - rank(b) || a - b)
}

const last = 0x10ffff

/** What people read best of a range. */
const liked: readonly [number, number][] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x2d, 0x2e],
  [0x21, 0x7e],
  [0x20, 0x20],
  [0xa1, 0xff],
  [0x370, 0xfff],
]

function readable(start: number, stop: number): number {
  for (const [low, high] of liked) if (low <= stop && high >= start) return Math.max(low, start)
  return start
}

function rank(point: number): number {
  const at = liked.findIndex(([low, high]) => low <= point && point <= high)
  return at < 0 ? liked.length : at
}
