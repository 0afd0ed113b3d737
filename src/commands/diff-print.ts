import manifest from '../../package.json' with { type: 'json' }
import { wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { DiffReport } from '../model/change.ts'
import { diffGithub } from '../report/diff/github.ts'
import { diffJson, diffYaml } from '../report/diff/json.ts'
import { diffJunit } from '../report/diff/junit.ts'
import { diffMarkdown } from '../report/diff/markdown.ts'
import { diffSarif } from '../report/diff/sarif.ts'
import { diffText } from '../report/diff/text.ts'
import { plainStyle } from '../report/style.ts'
import { codeDoc } from './code-docs.ts'

/** The report in the format that was asked for. */
export async function printDiff(
  report: DiffReport,
  { output, color, verbose }: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<string> {
  switch (output) {
    case 'json':
      return diffJson(report)
    case 'yaml':
      return diffYaml(report)
    case 'markdown':
      return diffMarkdown(report)
    case 'sarif':
      return diffSarif(report, { version: manifest.version, docOf: codeDoc })
    case 'junit':
      return diffJunit(report)
    case 'github':
      return diffGithub(report)
    default: {
      const style = wantsColor(color, terminal) ? (await import('../report/colors.ts')).colorStyle() : plainStyle
      return diffText(report, { style, verbose: verbose === true })
    }
  }
}
