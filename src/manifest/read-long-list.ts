import type { Document, Origin } from '../model/document.ts'
import type { Range } from '../model/path.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../model/value.ts'
import { broken, documents } from './documents.ts'
import type { DuplicateKey } from './duplicate-key.ts'
import { JsonError, JsonReader } from './json.ts'
import { type LongList, longJsonList, longYamlList, parts } from './long-list.ts'
import { asSent } from './scalar.ts'
import type { Chunk } from './split.ts'
import { unreadableJson, unreadableYaml } from './trouble.ts'
import { readWhole } from './yaml.ts'
import { YamlError } from './yaml-error.ts'

export interface LongListOptions {
  maxDepth: number
  /** Characters to be read at once, or those of one item if it has more. */
  partLength: number
}

interface Part {
  root: Value
  duplicates: DuplicateKey[]
}

/**
 * The items of a YAML text that is one long list, read part by part, so that memory does not grow with it. One that
 * cannot be read ends it; those before it were read.
 *
 * @returns whether it is such a list; if not, nothing was read
 */
export function* readLongYamlList(
  origin: Origin,
  index: number,
  { text, start: shift }: Chunk,
  options: LongListOptions,
): Generator<Document, boolean> {
  const list = longYamlList(text)
  const read = (piece: string, start: number): Part =>
    readWhole(piece, { start, explicit: true, maxDepth: options.maxDepth, value: asSent })
  const frame = list && readFrame(() => read(list.frame, 0))
  if (!frame) return false
  yield* items({ origin, index, list, frame, shift, length: options.partLength }, ({ start, end }) =>
    read(origin.text.slice(start, end), start),
  )
  return true
}

/**
 * The same for a JSON object that begins at `start`.
 *
 * @returns the object's end; undefined when it is no such list, and nothing was read
 */
export function* readLongJsonList(
  origin: Origin,
  index: number,
  start: number,
  reader: JsonReader,
  options: LongListOptions,
): Generator<Document, number | undefined> {
  const { text } = origin
  const list = longJsonList(text, start)
  const frame =
    list && readFrame(() => new JsonReader(list.frame, 0, { raw: false, maxDepth: options.maxDepth }).next())
  if (!frame) return undefined
  yield* items({ origin, index, list, frame, shift: 0, length: options.partLength }, (range) => reader.items(range))
  reader.skipTo(list.objectEnd)
  return list.objectEnd
}

/** A list's own fields; undefined when it is none, or would have to be looked at as a whole. */
function readFrame(read: () => Part | undefined): Dict | undefined {
  try {
    const { root, duplicates } = read() ?? { root: null, duplicates: [] }
    const isFrame = isDict(root) && typeof root.kind === 'string' && root.kind !== '' && isList(root.items)
    return isFrame && duplicates.length === 0 ? root : undefined
  } catch (error) {
    if (error instanceof YamlError || error instanceof JsonError) return undefined
    throw error
  }
}

interface Found {
  origin: Origin
  index: number
  list: LongList
  frame: Dict
  /** Is to be added to the list's offsets. */
  shift: number
  length: number
}

function* items(found: Found, read: (range: Range) => Part): Generator<Document> {
  const { origin, index, list, frame, shift } = found
  const { kind, apiVersion } = frame
  let item = 0
  for (const part of parts(list, found.length)) {
    let range = { start: part.start + shift, end: part.end + shift }
    let content: Part | undefined
    try {
      content = read(range)
    } catch (error) {
      // What looked like the next item may belong to this one.
      const rest = { start: range.start, end: list.end + shift }
      content = attempt(() => read(rest))
      range = rest
      if (!content) {
        yield unread(origin, index, rest, error)
        return
      }
    }
    const root: Dict = Object.assign(newDict(), { kind, apiVersion, items: content.root })
    for (const document of documents(origin, index, root, range, content.duplicates))
      yield { ...document, item: item++ }
    if (range.end === list.end + shift) return
  }
}

function attempt(read: () => Part): Part | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function unread(origin: Origin, index: number, range: Range, error: unknown): Document {
  if (error instanceof JsonError) return broken(origin, index, range, unreadableJson(origin.text, error))
  if (error instanceof YamlError) return broken(origin, index, range, unreadableYaml(origin.text, error, range.start))
  throw error
}
