import { wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { formatVersion } from '../model/server-version.ts'
import { yamlText } from '../model/yaml-text.ts'
import { JsonReport } from '../report/json.ts'
import { lineIndex } from '../report/line-index.ts'
import type { Report } from '../report/report.ts'
import { plainStyle } from '../report/style.ts'
import { TextReport } from '../report/text.ts'
import type { Settings } from './settings.ts'

export interface Output {
  report: Report
  /** Takes what the report says to where it belongs. */
  say(text: string): void
  /** Prints the stored object, when it is not part of the report. */
  stored(result: Result): void
}

/** The report that was asked for, and where it goes. */
export async function makeReport(settings: Settings, terminal: Terminal): Promise<Output> {
  const report = await reportOf(settings, terminal)
  // Standard output is a stream of objects then, to be piped on.
  const objects = settings.printStored && settings.output === 'text'
  return {
    report,
    say(text) {
      if (text === '' || (settings.summary && settings.output === 'text')) return
      if (objects) terminal.err(text)
      else terminal.out(text)
    },
    stored({ stored, document: { origin, range } }) {
      if (!objects || stored === undefined) return
      const { line } = lineIndex(origin).at(range.start)
      terminal.out(`---\n# ${visible(origin.name)}:${line}\n${yamlText(stored)}`)
    },
  }
}

async function reportOf({ output, color, verbose, serverVersion }: Settings, terminal: Terminal): Promise<Report> {
  if (output === 'json') return new JsonReport(formatVersion(serverVersion))
  const style = wantsColor(color, terminal) ? (await import('../report/colors.ts')).colorStyle() : plainStyle
  return new TextReport({ style, verbose })
}
