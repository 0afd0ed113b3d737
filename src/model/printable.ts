/**
 * Text of others made safe to print: nothing in it can move the cursor, change colours, reorder or hide its
 * neighbours, or break a line where we do not. What a CRD, an object or a server says is untrusted.
 */

// CSI, OSC and other string sequences with their payload, then lone two-byte ones. Unterminated ones end with the line.
const sequence =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g
// Controls, format characters (bidi marks among them), default-ignorable ones (zero width), noncharacters.
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu
const unseenButLines = /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu
const marks = /(\p{M}{4})\p{M}+/gu
const plain = /^[ -~]*$/

/** Prose: what cannot be seen is left out; line breaks stay, tabs become spaces. */
export function printable(text: string): string {
  if (plain.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\x85\u2028\u2029\v\f]/g, '\n')
    .replace(sequence, '')
    .replace(unseenButLines, '')
    .replace(/\t/g, '    ')
    .replace(marks, '$1')
}

/** The same on one line: every run of white space is one space. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim()
}

/**
 * Names and values, which must not look like others: what cannot be seen is shown as `\u202e`, so that nothing is lost.
 */
export function visible(text: string): string {
  if (plain.test(text)) return text
  return text
    .toWellFormed()
    .replace(unseen, escaped)
    .replace(/[\u2028\u2029]/g, escaped)
    .replace(marks, (run) => [...run].slice(0, 4).join('') + [...run].slice(4).map(escaped).join(''))
}

function escaped(char: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }
  const code = char.codePointAt(0)!
  return short[char] ?? (code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`)
}

/** JSON text in which every character that a terminal would act on is escaped; it means the same. */
export function printableJSON(json: string): string {
  if (/^[\n -~]*$/.test(json)) return json
  return json.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029]/gu,
    (char) =>
      // One escaped for each UTF-16 unit: JSON has no other.
      Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
}
