const costs = 'estimated costs of rules are not computed yet'
const order =
  'Go compares the fields of objects in random order: of a field that differs and one of no use, either decides'

/** Differences that are understood and let pass, each with its reason. */
const known: readonly { line: RegExp; reason: string }[] = [
  {
    line: /^server only: .*(?:estimated (?:rule|messageExpression) cost|contributed to estimated rule cost total)/,
    reason: costs,
  },
  { line: /^(?:server|ours) only: .*(?:invalid data, expected|formatted string) .* evaluating rule/s, reason: order },
]

/** What follows from a known line, and is no reason by itself. */
const companion = /^(?:verdict: server refuses, ours accepts$|ours warns: )/

/** Why a difference is let pass: every line of it must be a known one, or the other answer at the same place. */
export function knownReason(_kind: string, lines: readonly string[]): string | undefined {
  const own = lines.filter((line) => !companion.test(line))
  const found = own.map((line) => ({ line, reason: known.find((entry) => entry.line.test(line))?.reason }))
  const ordered = new Set(found.filter(({ reason }) => reason === order).map(({ line }) => placeOf(line)))
  const isKnown = found.every(({ line, reason }) => reason !== undefined || ordered.has(placeOf(line)))
  return isKnown ? found.find(({ reason }) => reason !== undefined)?.reason : undefined
}

/** The field that a line is about. */
function placeOf(line: string): string | undefined {
  return /^(?:server|ours) only: +(.*?) \|/.exec(line)?.[1]
}
