import { printable } from '../model/printable.ts'
import type { Style } from './style.ts'
import { wrap } from './wrap.ts'

/**
 * A description as it is printed: wrapped, indented, its addresses as links.
 * @param longest characters; what is beyond is only counted
 */
export function prose(
  text: string,
  { width, indent, longest, style }: { width: number; indent: number; longest: number; style: Style },
): string[] {
  return indented(wrap(cut(printable(text), longest), width - indent), indent).map((line) => linked(line, style))
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`
}

export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))
}

/** Of visible ASCII characters only; what ends a sentence is no part of one. */
export const addresses = /https?:\/\/[!-~]*[\w/#=&+~-]/g

/** They are not broken by wrapping, so each stands on one line. */
function linked(line: string, { link }: Style): string {
  return line.replace(addresses, link)
}
