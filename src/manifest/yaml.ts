import { newDict, type Value } from '../model/value.ts'
import { readAnyYaml, type YamlDocument } from './any-yaml.ts'
import { readBlockYaml } from './block-yaml.ts'
import { checkCharacters } from './characters.ts'
import { Gaps } from './gaps.ts'
import type { Resolved } from './scalar.ts'
import { isTooLarge, splitHint, tooLarge } from './size.ts'
import { YamlError } from './yaml-error.ts'

export interface YamlOptions {
  /** Offset of the text in the stream it is a part of; every position counts from the stream's beginning. */
  start: number
  /** Of nested containers. */
  maxDepth: number
  /** What becomes of a scalar: {@link asSent}, say. */
  value(resolved: Resolved): Value
  /** Large mappings may be read when they are asked for; errors in them come then, by way of this function. */
  lazily?: ((error: YamlError) => void) | undefined
  /** Does a separator stand before it, so that it may end before it begins? */
  explicit?: boolean
}

/**
 * Reads the text of one document. Throws {@link YamlError}, whose offset is one of the text.
 *
 * @returns undefined for a document without content
 */
export function readYaml(whole: string, options: YamlOptions): YamlDocument | undefined {
  const { start, maxDepth, value, explicit } = options
  const text = untilEnd(whole)
  if (isTooLarge(text)) throw new YamlError(tooLarge, 0, splitHint)
  const otherBreaks = checkCharacters(text)
  if (isBlank(text)) {
    new Gaps(text).to(text.length)
    if (text.length < whole.length && !explicit) throw new YamlError('did not find expected node content', text.length)
    return undefined
  }
  const isPlain = !otherBreaks && text.length === whole.length
  const block = isPlain ? readBlockYaml(text, { shift: start, value, lazily: readPart(text, options) }) : undefined
  if (block) return { ...block, duplicates: [], ignoredFrom: undefined }
  return readAnyYaml(text, { shift: start, maxDepth, value }, otherBreaks)
}

/** Reads a text that must have content, and be read to its end. Throws {@link YamlError}, as {@link readYaml} does. */
export function readWhole(text: string, options: YamlOptions): YamlDocument {
  const document = readYaml(text, options)
  if (!document || document.ignoredFrom !== undefined) throw new YamlError('did not find expected key', 0)
  return document
}

/** Reads a part that was left for later, and is not in block style. */
function readPart(text: string, options: YamlOptions): ((start: number, end: number) => Value) | undefined {
  const { lazily, ...rest } = options
  if (!lazily) return undefined
  return (start, end) => {
    try {
      return readWhole(text.slice(start, end), { ...rest, start: options.start + start }).root
    } catch (error) {
      if (!(error instanceof YamlError)) throw error
      lazily(new YamlError(error.message, start + error.offset, error.hint))
      return newDict()
    }
  }
}

/** Of several documents that lines with `...` separate, only the first is looked at. */
function untilEnd(text: string): string {
  if (!text.includes('\n...') && !text.startsWith('...')) return text
  mark.lastIndex = 0
  const end = mark.exec(text)
  return end ? text.slice(0, end.index) : text
}

const mark = /^\.\.\.(?=[\s\x85]|$)/gm

/** Nothing but white space and comments? */
function isBlank(text: string): boolean {
  blank.lastIndex = 0
  return blank.exec(text)?.[0].length === text.length
}

const blank = /\ufeff?(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*/y
