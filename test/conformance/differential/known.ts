const order =
  'Go compares the fields of objects in random order: of a field that differs and one of no use, either decides'
const dearest = 'Go visits properties in random order: of rules that are equally dear, any four are named'

/** Differences that are understood and let pass, each with its reason. */
const known: readonly { line: RegExp; reason: string }[] = [
  { line: /^(?:server|ours) only: .*(?:invalid data, expected|formatted string) .* evaluating rule/s, reason: order },
  { line: /^(?:server|ours) only: .*'no such overload': .* for rule: .*[=!]=/s, reason: order },
  { line: /^(?:server|ours) only: .*contributed to estimated rule cost total/, reason: dearest },
]

/** What follows from a known line, and is no reason by itself. */
const companion = /^(?:verdict: server refuses, ours accepts$|ours warns: )/

/** Why a difference is let pass: every line of it must be a known one, or the other answer at the same place. */
export function knownReason(_kind: string, lines: readonly string[]): string | undefined {
  const own = lines.filter((line) => !companion.test(line))
  const found = own.map((line) => ({ line, reason: known.find((entry) => entry.line.test(line))?.reason }))
  const ordered = found.filter(({ reason }) => reason === order).map(({ line }) => line)
  const isKnown = found.every(
    ({ line, reason }) => reason !== undefined || ordered.some((other) => areOneRules(line, other)),
  )
  return isKnown ? found.find(({ reason }) => reason !== undefined)?.reason : undefined
}

/** Are both about one rule? It is named, or the field is the same. */
function areOneRules(a: string, b: string): boolean {
  const read = (pattern: RegExp, line: string) => pattern.exec(line)?.[1]
  return [/rule: (.*)$/s, /^(?:server|ours) only: +(.*?) \|/].some((pattern) => {
    const found = read(pattern, a)
    return found !== undefined && found === read(pattern, b)
  })
}
