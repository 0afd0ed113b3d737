const dispatch = 'an overload that does not exist for what a value turns out to be'
const names = 'how CEL names the types of times and durations in its texts'
const order = 'Go compares the fields of objects in random order: of two that are not of their types, either is named'
const dearest = 'Go visits properties in random order: of rules that are equally dear, any four are named'

/** Differences that are understood and let pass, each with its reason: what is not done yet in CEL. */
const known: readonly { line: RegExp; reason: string }[] = [
  { line: /^server only: .*'no such overload': call arguments did not match/, reason: dispatch },
  { line: /^server only: .*found no matching overload .*(?:timestamp|duration)\)?'/s, reason: names },
  { line: /^server only: .*type conversion error from 'string' to 'google\.protobuf\./, reason: names },
  { line: /^ours only: .*found no matching overload .*google\.protobuf\.(?:Timestamp|Duration)\)?'/s, reason: names },
  { line: /^ours only: .*(?:parsing time .*|type conversion error .*) evaluating rule/, reason: names },
  {
    line: /^(?:server|ours) only: .*(?:invalid data, expected|Invalid date formatted string) .* evaluating rule/,
    reason: order,
  },
  { line: /^(?:server|ours) only: .*contributed to estimated rule cost total/, reason: dearest },
]

/** What follows from a known line, and is no reason by itself. */
const companion = /^(?:verdict: server refuses, ours accepts$|ours warns: )/

/** Why a difference is let pass: every line of it must be a known one. */
export function knownReason(_kind: string, lines: readonly string[]): string | undefined {
  const own = lines.filter((line) => !companion.test(line))
  const reasons = own.map((line) => known.find((entry) => entry.line.test(line))?.reason)
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined
}
