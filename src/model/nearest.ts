/**
 * The candidates that a misspelled word most likely means, best first: few edits (insert, delete, replace, swap of
 * neighbours) for its length, case and dashes counting little.
 * Bounded: long words are not compared.
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  if (word.length > maxLength) return []
  const folded = fold(word)
  const allowed = Math.max(1, Math.floor(word.length / 3))
  const found: { candidate: string; cost: number }[] = []
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > allowed + 2) continue
    if (candidate.length > maxLength) continue
    const other = fold(candidate)
    const cost = other === folded ? 0.5 : edits(folded, other, allowed)
    if (cost <= allowed) found.push({ candidate, cost })
  }
  found.sort((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1))
  return found.slice(0, limit).map(({ candidate }) => candidate)
}

const maxLength = 100

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_.\s]/g, '')
}

/** Optimal string alignment distance; more than `allowed` when it cannot be that small. */
function edits(a: string, b: string, allowed: number): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > allowed) return allowed + 1
    before = above
    above = row
  }
  return above[b.length]!
}
