import { EVENT_ID, type Event } from 'js-yaml'
import { type Constructed, type ConstructOptions, construct } from './construct.ts'
import { parseDocument } from './events.ts'
import { YamlError } from './yaml-error.ts'

export interface YamlDocument extends Constructed {
  /** Where kubectl stops reading in the midst of the text. */
  ignoredFrom: number | undefined
}

/**
 * Reads the text of one document by way of parse events, whatever its style. Throws {@link YamlError}.
 *
 * @param otherBreaks are there line breaks that YAML 1.2 does not know?
 * @returns undefined for a document without content
 */
export function readAnyYaml(text: string, options: ConstructOptions, otherBreaks: boolean): YamlDocument | undefined {
  const { events, ignoredFrom } = parseDocument(text, options.maxDepth, otherBreaks)
  checkDirectives(events, text)
  const constructed = construct(events, text.slice(0, ignoredFrom), options)
  if (!constructed) return undefined
  return { ...constructed, ignoredFrom: ignoredFrom === undefined ? undefined : options.shift + ignoredFrom }
}

/** Directives never do: kubectl cuts the text at the separator that must follow them. */
function checkDirectives([document]: readonly Event[], text: string): void {
  if (document?.type !== EVENT_ID.DOCUMENT) return
  const at = text.indexOf('%')
  const version = document.directives.find((directive) => directive.kind === 'yaml')
  if (version && version.version !== '1.1')
    throw new YamlError('found incompatible YAML document', at, 'remove the %YAML line')
  if (document.directives.length > 0)
    throw new YamlError('did not find expected <document start>', at, 'remove the lines with %')
  // What looks like a separator is none if it is indented.
  if (document.explicitStart && !/(?:^|\r)---/.test(text))
    throw new YamlError("could not find expected ':'", text.indexOf('---'), 'begin the line with ---')
}
