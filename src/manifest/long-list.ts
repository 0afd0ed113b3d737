import { nextLine } from './lines.ts'

/** Where the items of a long `List` stand, so that they can be read part by part instead of all at once. */
export interface LongList {
  /** The text without the items: `items` is an empty list in it. */
  frame: string
  /** Offsets of the items, and of what stands behind the last. */
  starts: number[]
  end: number
}

/** A text shorter than this is read at once. */
export const longText = 4 * 1024 * 1024
export const partLength = 1024 * 1024

/** Items together, at least `length` characters of them, as offsets. */
export function* parts({ starts, end }: LongList, length: number): Generator<{ start: number; end: number }> {
  let start = starts[0]
  if (start === undefined) return
  for (const next of starts) {
    if (next - start < length) continue
    yield { start, end: next }
    start = next
  }
  yield { start, end }
}

/**
 * Finds the items of a YAML list in block style, as kubectl prints it, without reading them: lines with a dash, indented
 * like the first one below `items:`. Where it could be mistaken, as with anchors, the answer is undefined, or what is
 * taken for an item cannot be read.
 */
export function longYamlList(text: string): LongList | undefined {
  const head = /^items:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/m.exec(text)
  if (!head || anchor.test(text)) return undefined
  const first = head.index + head[0].length
  const indent = /^ *(?=-[ \r\n])/.exec(text.slice(first, first + 100))?.[0].length
  if (indent === undefined) return undefined
  const starts: number[] = []
  let at = first
  for (; at < text.length; at = nextLine(text, at)) {
    let to = at
    while (to - at <= indent && text.charCodeAt(to) === space) to++
    if (to - at > indent || isEmptyLine(text, to)) continue
    if (to - at < indent || text.charCodeAt(to) !== dash || !/^[ \r\n]$/.test(text[to + 1] ?? '\n')) break
    starts.push(at)
  }
  return { frame: `${text.slice(0, head.index)}items: []\n${text.slice(at)}`, starts, end: at }
}

const anchor = /(?:^|[-:?,[{])[ \t]+&[^\s&]|[,[{]&[^\s&]/m
const space = 32
const dash = 45

function isEmptyLine(text: string, at: number): boolean {
  const char = text[at]
  return char === '\n' || char === '\r' || char === '#' || char === undefined
}

/**
 * Finds the items of the JSON object that begins at `start`, by brackets and quotes alone: whether they are JSON shows
 * when they are read.
 */
export function longJsonList(text: string, start: number): (LongList & { objectEnd: number }) | undefined {
  const starts: number[] = []
  let depth = 0
  let listStart = -1
  let end = -1
  for (let at = start; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = stringEnd(text, at)
        break
      case '{':
      case '[':
        depth++
        if (depth === 2 && listStart < 0 && itemsKey.test(text.slice(Math.max(start, at - 100), at))) {
          listStart = at
          starts.push(at + 1)
        }
        break
      case ',':
        if (depth === 2 && end < 0 && listStart >= 0) starts.push(at + 1)
        break
      case ']':
      case '}':
        depth--
        if (depth === 1 && listStart >= 0 && end < 0) end = at
        if (depth > 0) break
        if (starts.length < 2 || text[listStart] !== '[') return undefined
        return { frame: text.slice(start, listStart + 1) + text.slice(end, at + 1), starts, end, objectEnd: at + 1 }
    }
  }
  return undefined
}

const itemsKey = /[{,]\s*"items"\s*:\s*$/

/** The closing quote of the string that begins at `start`. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at)
    if (at < 0) return text.length
    let escapes = at
    while (text[escapes - 1] === '\\') escapes--
    if ((at - escapes) % 2 === 0) return at
  }
}
