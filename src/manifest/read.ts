import { EVENT_ID, YAMLException } from 'js-yaml'
import type { Document, Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { Range } from '../model/path.ts'
import { isDict, type Value } from '../model/value.ts'
import { ConstructError, construct, type DuplicateKey } from './construct.ts'
import { parseDocument } from './events.ts'
import { JsonError, JsonReader } from './json.ts'
import { expandList } from './list.ts'
import { type Chunk, split } from './split.ts'
import { unreadable } from './trouble.ts'

export interface ReadOptions {
  /** Numbers of JSON texts as the server sees these very bytes, instead of as kubectl re-sends them. */
  raw?: boolean
}

/** kubectl's own limit is 10,000; the parser below overflows the stack at some 3,000. */
export const maxDepth = 2000

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
  if (/^\ufeff?\s*\{/.test(text)) {
    const reader = new JsonReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, { raw: options.raw ?? false, maxDepth })
    for (;;) {
      try {
        const next = reader.next()
        if (!next) return
        from = next.range.end
        yield* documents(origin, index++, next.root, next.range, next.duplicates)
      } catch (error) {
        if (!(error instanceof JsonError)) throw error
        if (index <= 1) break // It may still be YAML in flow style.
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
  const { start } = chunk
  const range = { start, end: start + chunk.text.length }
  if (chunk.badSeparator) {
    const { text: rest, start: at } = chunk.badSeparator
    const hint = 'put the document on the lines after ---; only a comment may follow it'
    yield broken(origin, index, range, unreadable(text, `invalid Yaml document separator: ${rest}`, at, hint))
    return true
  }
  const read = readYaml(chunk.text, start)
  if (read === undefined || ('root' in read && read.root === null)) return false
  if ('message' in read) yield broken(origin, index, range, unreadable(text, read.message, read.offset, read.hint))
  else yield* documents(origin, index, read.root, read.range, read.duplicates)
  return true
}

function* documents(
  origin: Origin,
  index: number,
  root: Value,
  range: Range,
  duplicates: readonly DuplicateKey[],
): Generator<Document> {
  const findings = duplicates.map(duplicateKey)
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

function notAnObject(value: Value, position: Range): Finding {
  const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`
  return {
    code: 'CRD0003',
    source: 'manifest',
    severity: 'error',
    path: [],
    field: '',
    reason: '',
    message: `not an object: the document is ${what}`,
    hint: 'a manifest is a mapping with apiVersion and kind',
    position,
  }
}

function duplicateKey({ key, first, second }: DuplicateKey): Finding {
  return {
    code: 'CRD0002',
    source: 'manifest',
    severity: 'warning',
    path: [],
    field: key,
    reason: '',
    message: `key ${JSON.stringify(key)} occurs twice`,
    hint: 'kubectl keeps this one and drops the first without a word',
    position: second,
    related: [{ message: 'first here', position: first }],
  }
}

interface Trouble {
  message: string
  /** In the whole text. */
  offset: number
  hint?: string
}

/** Undefined for a document that holds nothing. */
function readYaml(chunk: string, start: number): ReturnType<typeof construct> | Trouble {
  const text = untilEnd(chunk)
  if (isBlank(text)) {
    return text === chunk
      ? undefined
      : { message: 'yaml: did not find expected node content', offset: start + text.length }
  }
  try {
    const events = parseDocument(text, maxDepth)
    const directive =
      events[0]?.type === EVENT_ID.DOCUMENT ? events[0].directives.find((d) => d.kind === 'yaml') : undefined
    if (directive?.kind === 'yaml' && directive.version !== '1.1') {
      const hint = 'remove the %YAML line'
      return { message: 'yaml: found incompatible YAML document', offset: start + text.indexOf('%YAML'), hint }
    }
    return construct(events, text, start, maxDepth)
  } catch (error) {
    if (error instanceof ConstructError) return { message: `yaml: ${error.message}`, offset: start + error.offset }
    if (error instanceof YAMLException) {
      return { message: `yaml: ${error.reason}`, offset: start + (error.mark?.position ?? 0) }
    }
    if (error instanceof RangeError) {
      const hint = 'no resource is nested that deep: is it the right file?'
      return { message: 'yaml: the document is nested too deeply', offset: start, hint }
    }
    throw error
  }
}

/** Of several documents that lines with `...` separate, only the first is looked at. */
function untilEnd(text: string): string {
  const end = text.startsWith('...') ? 0 : text.indexOf('\n...') + 1
  return (end > 0 || text.startsWith('...')) && /^\.\.\.(?:\s|$)/.test(text.slice(end, end + 4))
    ? text.slice(0, end)
    : text
}

/** Nothing but space and comments? */
function isBlank(text: string): boolean {
  let comment = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10) comment = false
    else if (!comment && code === 35) comment = true
    else if (!comment && code !== 32 && code !== 13 && code !== 9) return false
  }
  return true
}
