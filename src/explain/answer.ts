import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { Dict } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import { type Explained, type ExplainOptions, explain, explainVersions, isDeep } from './explain.ts'
import { type Format, isWhole, render } from './render.ts'
import { renderJSON } from './render-json.ts'
import { renderVersions } from './render-versions.ts'
import { renderYAML } from './render-yaml.ts'
import { versionComparison } from './report.ts'
import { type Resource, resolveResource, type Unresolved } from './resource.ts'
import type { ShownObject } from './shown-object.ts'
import type { Style } from './style.ts'

export interface Named extends Omit<ExplainOptions, 'object'> {
  /**
   * Looks up the object of `type/name`, in files or in a cluster; it may throw what is to be said when there is none.
   * @param version a version of the CRD, to read it in
   */
  object?(crd: CRD, version: string, name: string): Promise<Dict | undefined> | Dict | undefined
}

export interface AnswerOptions extends Named {
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
export async function answer(
  catalog: readonly CRD[],
  argument: string,
  options: AnswerOptions,
): Promise<Answer | Unresolved> {
  if (options.allVersions) return answerVersions(catalog, argument, options)
  const { output, style, width, ...rest } = options
  const deep = isDeep({ ...rest, object: undefined })
  const explained = await explainNamed(catalog, argument, { ...rest, recursive: deep || isWhole(output) })
  if ('error' in explained) return explained
  const plaintext = { width, style, short: deep, paths: options.fullPaths === true || options.find !== undefined }
  return { text: render(explained, output, plaintext, options.hash), warnings: explained.warnings }
}

function answerVersions(catalog: readonly CRD[], argument: string, options: AnswerOptions): Answer | Unresolved {
  const { output, style, server = newestVersion, apiVersion, maxDepth, requiredOnly, find } = options
  if (output !== 'plaintext' && output !== 'json' && output !== 'yaml') {
    return { error: `--all-versions has no ${output} output`, hints: ['use -o plaintext, json or yaml'] }
  }
  if (apiVersion !== undefined || maxDepth !== undefined || requiredOnly || find)
    return {
      error: '--all-versions shows every difference of all versions',
      hints: ['leave out --api-version, --max-depth, --required-only and --find; a field may be named'],
    }
  const compared = explainVersions(catalog, argument, { server })
  if ('error' in compared) return compared
  const report = versionComparison(compared.doc)
  const text =
    output === 'json'
      ? renderJSON(report)
      : output === 'yaml'
        ? renderYAML(report)
        : renderVersions(compared.doc, { style })
  return { text, warnings: compared.warnings }
}

/** Explains what the argument names, with the values of the object that it may name. */
export async function explainNamed(
  catalog: readonly CRD[],
  argument: string,
  { object, server = newestVersion, ...options }: Named,
): Promise<Explained | Unresolved> {
  const resource = resolveResource(catalog, argument, options.apiVersion)
  if ('error' in resource) return resource
  const shown = await shownObject(resource, object, server)
  return explain(catalog, argument, { ...options, server, object: shown })
}

async function shownObject(
  { crd, version, isVersionNamed, object: name }: Resource,
  lookUp: Named['object'],
  server: ServerVersion,
): Promise<ShownObject | undefined> {
  const given = name === undefined ? undefined : await lookUp?.(crd, version.name, name)
  if (!given) return undefined
  // Defaults are the business of validation, which few runs need.
  const { viewObject } = await import('./object-values.ts')
  return viewObject(given, crd, server, isVersionNamed ? version.name : undefined)
}
