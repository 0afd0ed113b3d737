/** Differences that are understood and let pass, each with its reason. A line of a difference must match. */
const known: readonly { line: RegExp; reason: string }[] = []

/** Why a difference is let pass: every line of it must be a known one. */
export function knownReason(_kind: string, lines: readonly string[]): string | undefined {
  const reasons = lines.map((line) => known.find((entry) => entry.line.test(line))?.reason)
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined
}
