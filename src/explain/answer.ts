import type { CRD } from '../schema/crd.ts'
import { type ExplainOptions, explain, explainVersions, isDeep } from './explain.ts'
import { type Format, isWhole, render } from './render.ts'
import { renderVersions, renderVersionsJSON } from './render-versions.ts'
import type { Unresolved } from './resource.ts'
import type { Style } from './style.ts'

export interface AnswerOptions extends ExplainOptions {
  output: Format
  /** What was added, removed and changed from version to version, instead of one version. */
  allVersions?: boolean
  /** Full paths instead of an indented tree; with `find` always. */
  fullPaths?: boolean
  /** Columns, for plaintext. */
  width: number
  style: Style
  /** base64 SHA-256 of a text, for the policy of the HTML page. */
  hash(text: string): string
}

export interface Answer {
  /** Ends with a line break. */
  text: string
  warnings: string[]
}

/** `kubectl crd explain`: argument in, text out. */
export function answer(catalog: readonly CRD[], argument: string, options: AnswerOptions): Answer | Unresolved {
  const { output, style, width } = options
  if (options.allVersions) {
    if (output !== 'plaintext' && output !== 'json') {
      return { error: `--all-versions has no ${output} output`, hints: ['use -o plaintext or -o json'] }
    }
    const compared = explainVersions(catalog, argument, options)
    if ('error' in compared) return compared
    const text = output === 'json' ? renderVersionsJSON(compared.doc) : renderVersions(compared.doc, { style })
    return { text, warnings: compared.warnings }
  }
  const deep = isDeep(options)
  const explained = explain(catalog, argument, isWhole(output) && !deep ? { ...options, recursive: true } : options)
  if ('error' in explained) return explained
  const plaintext = { width, style, short: deep, paths: options.fullPaths === true || options.find !== undefined }
  return { text: render(explained, output, plaintext, options.hash), warnings: explained.warnings }
}
