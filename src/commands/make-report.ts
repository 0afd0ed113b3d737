import manifest from '../../package.json' with { type: 'json' }
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
import { isFailure } from './is-failure.ts'
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

async function reportOf(settings: Settings, terminal: Terminal): Promise<Report> {
  const { output, color, verbose } = settings
  const version = formatVersion(settings.serverVersion)
  const fails = (result: Result) => isFailure(result, settings.failOn)
  switch (output) {
    case 'json':
      return new JsonReport(version)
    case 'yaml':
      return new (await import('../report/yaml.ts')).YamlReport(version)
    case 'sarif': {
      const [{ SarifReport }, { codeDoc }] = await Promise.all([import('../report/sarif.ts'), import('./code-docs.ts')])
      return new SarifReport({ version: manifest.version, docOf: codeDoc })
    }
    case 'junit':
      return new (await import('../report/junit.ts')).JUnitReport(fails)
    case 'tap':
      return new (await import('../report/tap.ts')).TapReport(fails)
    case 'github':
      return new (await import('../report/github.ts')).GithubReport()
    default: {
      const style = wantsColor(color, terminal) ? (await import('../report/colors.ts')).colorStyle() : plainStyle
      return new TextReport({ style, verbose })
    }
  }
}
