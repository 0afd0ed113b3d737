const narrow = /^[ -~]*$/
// East Asian wide and full-width characters, and what is drawn as a picture (upstream: Unicode's EastAsianWidth.txt).
// Two regional indicators make one flag.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|(?!\p{Regional_Indicator})\p{Emoji_Presentation}/u
const without = /[\p{M}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u

/** How many columns of a terminal the text takes. Text of others goes through `printable` first. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length
  let width = 0
  for (const char of text) width += charWidth(char)
  return width
}

function charWidth(char: string): number {
  if (char >= ' ' && char <= '~') return 1
  if (without.test(char)) return 0
  return wide.test(char) ? 2 : 1
}

/** The longest beginning of the text that takes no more than `width` columns. */
export function clipToWidth(text: string, width: number): string {
  if (narrow.test(text)) return text.slice(0, Math.max(0, width))
  let left = width
  let out = ''
  for (const char of text) {
    left -= charWidth(char)
    if (left < 0) break
    out += char
  }
  return out
}

/** Pads with spaces to at least `width` columns. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}
