import { EVENT_ID, type Event, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'

/**
 * Parses one document's text into events. go-yaml lets the lines of a quoted scalar stand at any indent, which this
 * parser refuses: there the line break counts as a space to the parser, while the scalar's value is still taken from the
 * original text.
 */
export function parseDocument(text: string, maxDepth: number): Event[] {
  let shown = text
  for (let tries = 0; ; tries++) {
    try {
      const events = parseEvents(shown, { maxDepth })
      if (shown !== text) for (const event of events) readFromOriginal(event, text)
      return events
    } catch (error) {
      if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || tries >= maxTries)
        throw error
      const lineBreak = shown.lastIndexOf('\n', (error.mark?.position ?? 0) - 1)
      if (lineBreak < 0) throw error
      shown = `${shown.slice(0, lineBreak)} ${shown.slice(lineBreak + 1)}`
    }
  }
}

const maxTries = 100

function readFromOriginal(event: Event, text: string): void {
  if (event.type !== EVENT_ID.SCALAR) return
  const quoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED
  if (quoted && text.slice(event.valueStart, event.valueEnd).includes('\n')) event.fast = false
}
