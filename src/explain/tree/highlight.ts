/**
 * Paints what was searched for, wherever it stands in a text, whatever its case.
 * @param text without colours
 */
export function highlight(
  text: string,
  query: string,
  { hit, rest }: { hit: (text: string) => string; rest: (text: string) => string },
): string {
  const wanted = query.trim().toLowerCase()
  const folded = text.toLowerCase()
  // Lower case is longer than upper case in a few scripts; then places would be wrong.
  if (wanted === '' || folded.length !== text.length || !folded.includes(wanted)) return rest(text)
  let out = ''
  let done = 0
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, done)) {
    if (at > done) out += rest(text.slice(done, at))
    done = at + wanted.length
    out += hit(text.slice(at, done))
  }
  return done < text.length ? out + rest(text.slice(done)) : out
}
