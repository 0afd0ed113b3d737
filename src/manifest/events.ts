import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { flattenFlows } from './flatten-flows.ts'

/**
 * Parses one document's text into events. go-yaml lets the lines of a flow collection and of a quoted scalar stand at
 * any indent, which the parser here refuses: there line breaks count as spaces to the parser, while the values of scalars
 * are still taken from the original text.
 */
export function parseDocument(text: string, maxDepth: number): Event[] {
  try {
    return parseEvents(text, { maxDepth })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const events = secondTry(text, maxDepth)
    if (!events) throw error
    return events
  }
}

const maxTries = 100

function secondTry(text: string, maxDepth: number): Event[] | undefined {
  let shown = flattenFlows(text)
  for (let tries = 0; tries < maxTries; tries++) {
    try {
      const events = parseEvents(shown, { maxDepth })
      for (const event of events) readFromOriginal(event, text)
      return events
    } catch (error) {
      if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') return undefined
      const lineBreak = shown.lastIndexOf('\n', (error.mark?.position ?? 0) - 1)
      if (lineBreak < 0) return undefined
      shown = `${shown.slice(0, lineBreak)} ${shown.slice(lineBreak + 1)}`
    }
  }
  return undefined
}

function readFromOriginal(event: Event, text: string): void {
  if (event.type !== EVENT_ID.SCALAR) return
  if (/[\n\t]/.test(text.slice(event.valueStart, event.valueEnd))) event.fast = false
}
