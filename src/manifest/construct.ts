import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import type { Range } from '../model/path.ts'
import {
  clone,
  type Dict,
  type DictSpan,
  isDict,
  isList,
  type List,
  newDict,
  span,
  type Value,
} from '../model/value.ts'
import { AliasBudget } from './alias-budget.ts'
import { badScalar } from './bad-scalar.ts'
import { asSent, keyText, type Resolved, resolvePlain, ScalarError } from './scalar.ts'
import { resolveTagged, tagName } from './tag.ts'

/** A key that occurs twice in one mapping. */
export interface DuplicateKey {
  key: string
  first: Range
  second: Range
}

/** What a document's events amount to. */
export interface Constructed {
  root: Value
  /** Of the root value. */
  range: Range
  duplicates: DuplicateKey[]
}

/** The document cannot be what kubectl would send; `offset` is the place in the document's text. */
export class ConstructError extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/**
 * Makes a value of one document's parse events, the way go-yaml v2 and sigs.k8s.io/yaml do: their scalars, keys, merge
 * keys and limits on aliases. Upstream: go-yaml v2 decode.go, sigs.k8s.io/yaml yaml.go.
 *
 * @param shift is added to every recorded position
 * @param maxDepth of nested containers; deeper is an error
 * @returns undefined for a document without content
 */
export function construct(
  events: readonly Event[],
  text: string,
  shift: number,
  maxDepth: number,
): Constructed | undefined {
  return new Constructor(events, text, shift, maxDepth).document()
}

interface Located {
  value: Value
  start: number
  end: number
}

class Constructor {
  readonly #events: readonly Event[]
  readonly #text: string
  readonly #shift: number
  readonly #maxDepth: number
  readonly #anchors = new Map<string, Value | undefined>()
  readonly #sizes = new Map<Value, number>()
  readonly #budget = new AliasBudget()
  readonly #duplicates: DuplicateKey[] = []
  #infinite: { value: number; offset: number } | undefined
  #at = 0
  #depth = 0

  constructor(events: readonly Event[], text: string, shift: number, maxDepth: number) {
    this.#events = events
    this.#text = text
    this.#shift = shift
    this.#maxDepth = maxDepth
  }

  document(): Constructed | undefined {
    if (this.#events[0]?.type !== EVENT_ID.DOCUMENT) return undefined
    this.#at = 1
    const next = this.#events[1]
    if (!next || next.type === EVENT_ID.POP) return undefined
    const { value, start, end } = this.#node()
    this.#refuseInfinite(value)
    return { root: value, range: { start: start + this.#shift, end: end + this.#shift }, duplicates: this.#duplicates }
  }

  /** JSON has no infinity; one that a later key of the same name replaced does no harm. */
  #refuseInfinite(root: Value): void {
    if (!this.#infinite) return
    const todo: Value[] = [root]
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (isList(next)) todo.push(...next)
      else if (isDict(next)) todo.push(...(Object.values(next) as Value[]))
      else if (typeof next === 'number' && !Number.isFinite(next)) {
        const name = Number.isNaN(next) ? 'NaN' : next > 0 ? '+Inf' : '-Inf'
        throw new ConstructError(`json: unsupported value: ${name}`, this.#infinite.offset)
      }
    }
  }

  #next(): Event {
    return this.#events[this.#at++]!
  }

  #node(): Located {
    const event = this.#next()
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event)
      case EVENT_ID.SEQUENCE:
        return this.#sequence(event)
      case EVENT_ID.MAPPING:
        return this.#mapping(event)
      case EVENT_ID.ALIAS:
        return this.#alias(event)
      default:
        throw new ConstructError('unexpected end of a collection', 0)
    }
  }

  #scalar(event: ScalarEvent): Located {
    const resolved = this.#resolve(event)
    const start = scalarStart(event)
    const end = Math.max(event.valueEnd, start)
    const value = asSent(resolved)
    if (typeof value === 'number' && !Number.isFinite(value)) this.#infinite ??= { value, offset: start }
    this.#budget.decoded()
    this.#define(event, value)
    return { value, start: quoted(event) ? start - 1 : start, end: quoted(event) ? end + 1 : end }
  }

  #resolve(event: ScalarEvent): Resolved {
    const bad = badScalar(this.#text, event)
    if (bad) throw new ConstructError(bad.message, bad.offset)
    const text = getScalarValue(this.#text, event)
    if (event.tagStart < 0) {
      return event.style === SCALAR_STYLE.PLAIN ? resolvePlain(text) : { tag: 'str', value: text }
    }
    try {
      return resolveTagged(tagName(this.#text.slice(event.tagStart, event.tagEnd)), text)
    } catch (error) {
      throw asConstructError(error, event.tagStart)
    }
  }

  #sequence(event: SequenceEvent): Located {
    const list: List = []
    const at: number[] = []
    this.#open(event, undefined)
    let end = event.start
    while (this.#events[this.#at]?.type !== EVENT_ID.POP) {
      const item = this.#node()
      list.push(item.value)
      at.push(item.start + this.#shift, item.end + this.#shift)
      end = item.end
    }
    this.#at++
    list[span] = at
    this.#close(event, list)
    return { value: list, start: event.start, end: this.#closing(event, end, ']') }
  }

  #mapping(event: MappingEvent): Located {
    const dict = newDict()
    const where: DictSpan = { keys: [], at: [] }
    this.#open(event, undefined)
    let end = event.start
    while (this.#events[this.#at]?.type !== EVENT_ID.POP) {
      const keyEvent = this.#events[this.#at]!
      if (this.#isMerge(keyEvent)) {
        this.#at++
        const from = this.#node()
        this.#merge(dict, where, from)
        end = from.end
        continue
      }
      const key = this.#key()
      const item = this.#node()
      if (dict[key.text] !== undefined) this.#noteDuplicate(where, key)
      set(dict, key.text, item.value)
      where.keys.push(key.text)
      where.at.push(key.start + this.#shift, item.start + this.#shift, item.end + this.#shift)
      end = item.end
    }
    this.#at++
    dict[span] = where
    this.#close(event, dict)
    return { value: dict, start: event.start, end: this.#closing(event, end, '}') }
  }

  #key(): { text: string; start: number; end: number } {
    const event = this.#next()
    if (event.type === EVENT_ID.SCALAR) {
      this.#budget.decoded()
      const resolved = this.#resolve(event)
      const text = keyText(resolved)
      const start = scalarStart(event)
      if (text === undefined) throw new ConstructError(`unsupported map key: ${describe(resolved)}`, start)
      this.#define(event, text)
      const from = quoted(event) ? start - 1 : start
      return { text, start: from, end: Math.max(event.valueEnd, start) + (quoted(event) ? 1 : 0) }
    }
    if (event.type === EVENT_ID.ALIAS) {
      const { value, start, end } = this.#alias(event)
      const text =
        typeof value === 'string'
          ? value
          : typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint'
            ? String(value)
            : undefined
      if (text !== undefined) return { text, start, end }
    }
    const offset = 'start' in event ? event.start : 0
    throw new ConstructError('invalid map key: only scalars can be keys', offset)
  }

  /** Plain `<<`, or one tagged as merge key. */
  #isMerge(event: Event): boolean {
    if (event.type !== EVENT_ID.SCALAR) return false
    if (event.valueEnd - event.valueStart !== 2 || this.#text.slice(event.valueStart, event.valueEnd) !== '<<')
      return false
    if (event.tagStart >= 0) return tagName(this.#text.slice(event.tagStart, event.tagEnd)) === 'merge'
    return event.style === SCALAR_STYLE.PLAIN
  }

  /** Keys of a merged mapping replace those that stood before; of several mappings the first wins. */
  #merge(dict: Dict, where: DictSpan, from: Located): void {
    const sources = isList(from.value) ? [...from.value].reverse() : [from.value]
    for (const source of sources) {
      if (!isDict(source)) {
        throw new ConstructError('map merge requires map or sequence of maps as the value', from.start)
      }
      for (const key of Object.keys(source)) {
        set(dict, key, source[key]!)
        const i = source[span]?.keys.lastIndexOf(key) ?? -1
        if (i < 0) continue
        where.keys.push(key)
        where.at.push(...source[span]!.at.slice(3 * i, 3 * i + 3))
      }
    }
  }

  #alias(event: AliasEvent): Located {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd)
    const start = event.anchorStart - 1
    if (!this.#anchors.has(name)) throw new ConstructError(`unknown anchor '${name}' referenced`, start)
    const value = this.#anchors.get(name)
    if (value === undefined) throw new ConstructError(`anchor '${name}' value contains itself`, start)
    const size = this.#size(value)
    if (!this.#budget.expand(size)) throw new ConstructError('document contains excessive aliasing', start)
    return { value: clone(value), start, end: event.anchorEnd }
  }

  /** How many values an expanded alias brings; counted once for each anchor. */
  #size(value: Value): number {
    if (typeof value !== 'object' || value === null) return 1
    let size = this.#sizes.get(value)
    if (size === undefined) {
      size = 1
      const todo: Value[] = [value]
      for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
        const children: Value[] = isList(next) ? next : isDict(next) ? (Object.values(next) as Value[]) : []
        size += isDict(next) ? 2 * children.length : children.length
        todo.push(...children.filter((child) => typeof child === 'object' && child !== null))
      }
      this.#sizes.set(value, size)
    }
    return size
  }

  #open(event: SequenceEvent | MappingEvent, value: Value | undefined): void {
    this.#budget.decoded()
    if (++this.#depth > this.#maxDepth) {
      throw new ConstructError(`exceeded max depth of ${this.#maxDepth}`, event.start)
    }
    if (event.anchorStart >= 0) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), value)
  }

  #close(event: SequenceEvent | MappingEvent, value: Value): void {
    this.#depth--
    this.#define(event, value)
  }

  #define(event: ScalarEvent | SequenceEvent | MappingEvent, value: Value): void {
    if (event.anchorStart >= 0) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), value)
  }

  #noteDuplicate(where: DictSpan, key: { text: string; start: number; end: number }): void {
    const i = where.keys.lastIndexOf(key.text)
    if (i < 0) return
    const start = where.at[3 * i]!
    this.#duplicates.push({
      key: key.text,
      first: { start, end: start + (key.end - key.start) },
      second: { start: key.start + this.#shift, end: key.end + this.#shift },
    })
  }

  /** The end of a flow collection is its bracket; a block ends with its last value. */
  #closing(event: SequenceEvent | MappingEvent, lastEnd: number, bracket: string): number {
    const open = this.#text[event.start]
    if (open !== '[' && open !== '{') return lastEnd
    const close = this.#text.indexOf(bracket, Math.max(lastEnd, event.start + 1))
    return close < 0 ? lastEnd : close + 1
  }
}

function set(dict: Dict, key: string, value: Value): void {
  dict[key] = value
}

function scalarStart(event: ScalarEvent): number {
  if (event.valueStart >= 0) return event.valueStart
  return Math.max(event.tagEnd, event.anchorEnd, 0)
}

function quoted(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
}

function describe(resolved: Resolved): string {
  return resolved.tag === 'null' ? 'null' : String(resolved.value)
}

function asConstructError(error: unknown, offset: number): unknown {
  return error instanceof ScalarError ? new ConstructError(error.message, offset) : error
}
