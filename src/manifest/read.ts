import type { Document, Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Range } from '../model/path.ts'
import { isDict, type Value } from '../model/value.ts'
import type { DuplicateKey } from './construct.ts'
import { duplicateKey, ignoredRest, notAnObject } from './findings.ts'
import { JsonError, JsonReader } from './json.ts'
import { expandList } from './list.ts'
import { asSent } from './scalar.ts'
import { type Chunk, split } from './split.ts'
import { unreadable } from './trouble.ts'
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

/** All documents of a text. See {@link streamManifests}. */
export function readManifests(origin: Origin, options: ReadOptions = {}): Document[] {
  return [...streamManifests(origin, options)]
}

/** All documents of a JSON text, with `raw` as the server sees these bytes: `1.0` and `1e3` stay float64. */
export function readJson(origin: Origin, options: ReadOptions = {}): Document[] {
  return readManifests(origin, options)
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
  if (/^\ufeff?\s*\{/.test(text)) {
    const reader = new JsonReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, { raw: options.raw ?? false, maxDepth })
    // Behind one JSON object or none the stream may still be YAML; what follows two is JSON.
    for (let count = 0; ; count++) {
      try {
        const next = reader.next()
        if (!next) return
        from = next.range.end
        if (next.root !== null) yield* documents(origin, index++, next.root, next.range, next.duplicates)
      } catch (error) {
        if (!(error instanceof JsonError)) throw error
        if (count <= 1) break
        yield broken(origin, index, { start: from, end: text.length }, unreadable(text, error.message, error.offset))
        return
      }
    }
  }
  for (const chunk of split(text, from)) {
    if (yield* readChunk(origin, chunk, index)) index++
  }
}

/**
 * The documents of one piece of a stream: none, one, or the items of a `List`.
 * @returns whether it counts as a document: it is not empty
 */
export function* readChunk(origin: Origin, chunk: Chunk, index: number): Generator<Document, boolean> {
  const { text } = origin
  const { start, explicit, badSeparator } = chunk
  const whole = { start, end: start + chunk.text.length }
  if (badSeparator) {
    const message = `invalid Yaml document separator: ${badSeparator.text.slice(0, maxShown)}`
    const hint = 'put the document on the lines after ---; only a comment may follow it'
    yield broken(origin, index, whole, unreadable(text, message, badSeparator.start, hint))
    return true
  }
  try {
    const read = readYaml(chunk.text, { start, explicit, maxDepth, value: asSent })
    if (read === undefined || read.root === null) return false
    const { root, range, duplicates, ignoredFrom } = read
    const rest = ignoredFrom === undefined ? [] : [ignoredRest(ignoredFrom, whole.end)]
    yield* documents(origin, index, root, range, duplicates, rest)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    yield broken(origin, index, whole, unreadable(text, `yaml: ${error.message}`, start + error.offset, error.hint))
  }
  return true
}

const maxShown = 200

function* documents(
  origin: Origin,
  index: number,
  root: Value,
  range: Range,
  duplicates: readonly DuplicateKey[],
  rest: readonly Finding[] = [],
): Generator<Document> {
  const findings = [...duplicates.map(duplicateKey), ...rest]
  if (!isDict(root)) {
    yield { origin, index, item: null, range, root: undefined, findings: [notAnObject(root, range)] }
    return
  }
  const items = expandList(root, range)
  if (!items) {
    yield { origin, index, item: null, range, root, findings }
    return
  }
  for (const [item, { root: itemRoot, range: itemRange }] of items.entries()) {
    const own = findings.filter(
      ({ position }) => position && itemRange.start <= position.start && position.start < itemRange.end,
    )
    if (isDict(itemRoot)) yield { origin, index, item, range: itemRange, root: itemRoot, findings: own }
    else yield { origin, index, item, range: itemRange, root: undefined, findings: [notAnObject(itemRoot, itemRange)] }
  }
}

function broken(origin: Origin, index: number, range: Range, finding: Finding): Document {
  return { origin, index, item: null, range, root: undefined, findings: [finding] }
}
