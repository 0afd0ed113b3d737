import { displayWidth, padToWidth } from './display-width.ts'

/** Between columns, as kubectl has it. */
const padding = 3

/**
 * A table in kubectl's form: headers in capitals, columns as wide as their widest cell, `<none>` for what is empty.
 * @param rows cells that are safe to print
 * @param mark how to emphasize a line that is there as a whole
 */
export function textTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  mark: (line: string, row: number) => string = (line) => line,
): string {
  const cells = rows.map((row) => row.map((cell) => (cell === '' ? '<none>' : cell)))
  const widths = headers.map((header, i) => Math.max(header.length, ...cells.map((row) => displayWidth(row[i] ?? ''))))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === row.length - 1 ? cell : padToWidth(cell, widths[i]! + padding))).join('')
  const lines = cells.map((row, i) => mark(line(row).trimEnd(), i))
  return [line(headers).trimEnd(), ...lines].map((each) => `${each}\n`).join('')
}
