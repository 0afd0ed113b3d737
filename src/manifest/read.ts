import type { Document, Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { broken, documents } from './documents.ts'
import { ignoredRest } from './findings.ts'
import { JsonError, JsonReader } from './json.ts'
import { longText, partLength } from './long-list.ts'
import { readLongJsonList, readLongYamlList } from './read-long-list.ts'
import { asSent } from './scalar.ts'
import { type Chunk, split } from './split.ts'
import { unreadable, unreadableJson, unreadableYaml } from './trouble.ts'
import { readYaml } from './yaml.ts'
import { YamlError } from './yaml-error.ts'

export interface ReadOptions {
  /** Numbers of JSON texts as the server sees these very bytes, instead of as kubectl re-sends them. */
  raw?: boolean
}

/**
 * Levels of nested objects and lists. kubectl's own limit is 10,000; the parser, and what walks over values, would run
 * out of stack at some 3,000. No resource comes near.
 */
export const maxDepth = 1000

const longList = { maxDepth, partLength }

/** All documents of a text. See {@link streamManifests}. */
export function readManifests(origin: Origin, options: ReadOptions = {}): Document[] {
  return [...streamManifests(origin, options)]
}

/**
 * The documents of a text, as kubectl reads them (sigs.k8s.io/yaml, go-yaml v2 inside): YAML or JSON, several in a
 * stream, `List` kinds expanded. Empty documents do not count. What cannot be read is a document with a finding and
 * without root, and does not stop the others. Every container knows the places of its entries.
 */
export function* streamManifests(origin: Origin, options: ReadOptions = {}): Generator<Document> {
  const { text } = origin
  let index = 0
  let from = 0
  let problem: JsonError | undefined
  if (/^\ufeff?\s*\{/.test(text)) {
    const reader = new JsonReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, { raw: options.raw ?? false, maxDepth })
    // Behind one JSON object or none the stream may still be YAML; what follows two is JSON.
    for (let count = 0; ; count++) {
      try {
        const isLong = text.length - from >= longText
        const listEnd = isLong ? yield* readLongJsonList(origin, index, from, reader, longList) : undefined
        if (listEnd !== undefined) {
          index++
          from = listEnd
          continue
        }
        const next = reader.next()
        if (!next) return
        from = next.range.end
        if (next.root !== null) yield* documents(origin, index++, next.root, next.range, next.duplicates)
      } catch (error) {
        if (!(error instanceof JsonError)) throw error
        problem = error
        // It may still be YAML, unless it is clear what is wrong.
        if (count <= 1 && error.hint === undefined) break
        const rest = { start: from, end: text.length }
        yield broken(origin, index, rest, unreadableJson(text, error))
        return
      }
    }
  }
  for (const chunk of split(text, from)) {
    if (yield* readChunk(origin, chunk, index, problem)) index++
    problem = undefined
  }
}

/**
 * The documents of one piece of a stream: none, one, or the items of a `List`.
 * @param notJson what was wrong with it as JSON
 * @param lazily large mappings may be read when they are asked for; what is wrong with them is told then
 * @returns whether it counts as a document: it is not empty
 */
export function* readChunk(
  origin: Origin,
  chunk: Chunk,
  index: number,
  notJson?: JsonError,
  lazily?: (finding: Finding) => void,
): Generator<Document, boolean> {
  const { text } = origin
  const { start, explicit, badSeparator } = chunk
  const whole = { start, end: start + chunk.text.length }
  if (badSeparator) {
    const message = `invalid Yaml document separator: ${badSeparator.text.slice(0, maxShown)}`
    const hint = 'put the document on the lines after ---; only a comment may follow it'
    yield broken(origin, index, whole, unreadable(text, message, badSeparator.start, hint))
    return true
  }
  if (chunk.text.length >= longText && (yield* readLongYamlList(origin, index, chunk, longList))) return true
  try {
    const told = (error: YamlError) => lazily?.(unreadableYaml(text, error, start))
    const read = readYaml(chunk.text, { start, explicit, maxDepth, value: asSent, lazily: lazily && told })
    if (read === undefined || read.root === null) return false
    const { root, range, duplicates, ignoredFrom } = read
    const rest = ignoredFrom === undefined ? [] : [ignoredRest(ignoredFrom, whole.end)]
    yield* documents(origin, index, root, range, duplicates, rest)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    // What is neither and begins like JSON was meant to be JSON.
    const finding =
      notJson && /^\s*\{\s*["}]/.test(chunk.text) ? unreadableJson(text, notJson) : unreadableYaml(text, error, start)
    yield broken(origin, index, whole, finding)
  }
  return true
}

const maxShown = 200
