import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { skipSpace } from './gaps.ts'
import { onOneLine } from './one-line.ts'
import { deepHint } from './size.ts'
import { YamlError } from './yaml-error.ts'

/** One document's parse events. */
export interface Parsed {
  events: Event[]
  /** go-yaml stops here, in the midst of the text, without a word. */
  ignoredFrom: number | undefined
}

/**
 * Parses one document's text into events, whose offsets are those of the text. Where go-yaml takes what the parser here
 * refuses, the parser is given a text of the same length that means the same; scalars are to be read from the original.
 *
 * @param maxDepth of nested containers
 * @param hasOtherBreaks are there line breaks that YAML 1.2 does not know?
 */
export function parseDocument(text: string, maxDepth: number, hasOtherBreaks: boolean): Parsed {
  // A scalar in the deepest container is one deeper.
  const parse = (shown: string) => parseEvents(shown, { maxDepth: maxDepth + 1 })
  const known = hasOtherBreaks ? text.replace(otherBreaks, '\n') : text
  const shown = known.endsWith('\n') ? known : `${known}\n`
  try {
    return { events: parse(shown), ignoredFrom: undefined }
  } catch (error) {
    const again = error instanceof YAMLException && secondTry(error, shown, text, parse)
    if (!again) throw asYamlError(error, maxDepth)
    return again
  }
}

function secondTry(
  first: YAMLException,
  shown: string,
  text: string,
  parse: (shown: string) => Event[],
): Parsed | undefined {
  if (first.reason.startsWith(tooDeep)) return undefined
  let error = first
  let end: number | undefined
  let other = onOneLine(shown)
  // Once for what is on one line now, once more if the root ends before the text does.
  for (let tries = 0; tries < 2; tries++) {
    if (other !== shown) {
      try {
        return { events: readFromOriginal(parse(other), text), ignoredFrom: end }
      } catch (next) {
        if (!(next instanceof YAMLException)) return undefined
        error = next
      }
    }
    end = error.reason === trailing ? endOfRoot(other, error.mark?.position ?? 0) : undefined
    if (end === undefined) return undefined
    other = other.slice(0, end)
  }
  return undefined
}

const tooDeep = 'nesting exceeded maxDepth'
/** Line breaks of YAML 1.1 that YAML 1.2 does not know. */
const otherBreaks = /[\x85\u2028\u2029]/g
const trailing = 'end of the stream or a document separator is expected'

/**
 * Where the root ends, because the line is indented less than its first or because its closing brace stands before;
 * undefined when that is not the trouble.
 */
function endOfRoot(text: string, at: number): number | undefined {
  const first = skipSpace(text, 0)
  if (text[first] === '{') return text[skipSpace(text, at)] === ':' ? undefined : at
  const indent = first - text.lastIndexOf('\n', first - 1) - 1
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  if (/[@`%]/.test(text[at] ?? '')) return undefined
  return text.slice(lineStart, at).trim() === '' && at - lineStart < indent ? lineStart : undefined
}

/** What is not in the original as the parser saw it is not to be taken as it stands. */
function readFromOriginal(events: Event[], text: string): Event[] {
  for (const event of events) {
    if (
      event.type === EVENT_ID.SCALAR &&
      event.fast &&
      /[\n\r\t\x85\u2028\u2029]/.test(text.slice(event.valueStart, event.valueEnd))
    )
      event.fast = false
  }
  return events
}

function asYamlError(error: unknown, maxDepth: number): unknown {
  const message = `nested deeper than ${maxDepth} levels`
  if (error instanceof RangeError) return new YamlError(message, 0, deepHint)
  if (!(error instanceof YAMLException)) return error
  const offset = error.mark?.position ?? 0
  if (error.reason.startsWith(tooDeep)) return new YamlError(message, offset, deepHint)
  return new YamlError(error.reason, offset)
}
