import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import type { Range } from '../model/path.ts'
import { clone, isDict, isList, type List, newDict, span, type Value } from '../model/value.ts'
import { type Anchored, Anchors, type Bearer } from './anchors.ts'
import { type DuplicateKey, noteDuplicate } from './duplicate-key.ts'
import { Entries } from './entries.ts'
import { Gaps, skipSpace } from './gaps.ts'
import { checkBlockStart, checkOwnLine, checkSimpleKey, isColonOwn, isMergeKey } from './key-rules.ts'
import { isText, keyText, type Resolved, resolvePlain, ScalarError } from './scalar.ts'
import { scalarEnd, scalarStart, scalarText } from './scalar-text.ts'
import { Scratch } from './scratch.ts'
import { resolveTagged, tagName } from './tag.ts'
import { checkAnchor, checkScalar, checkTag } from './token-rules.ts'
import { YamlError } from './yaml-error.ts'

/** What a document's events amount to. */
export interface Constructed {
  root: Value
  /** Of the root value. */
  range: Range
  duplicates: DuplicateKey[]
}

export interface ConstructOptions {
  /** Is added to every recorded position. */
  shift: number
  /** Of nested containers; deeper is an error. */
  maxDepth: number
  /** What becomes of a scalar. */
  value(resolved: Resolved): Value
}

/**
 * Makes a value of one document's parse events, the way go-yaml v2 and sigs.k8s.io/yaml do: their scalars, keys, merge
 * keys and limits on aliases. Throws {@link YamlError} for what kubectl refuses.
 * Upstream: go-yaml v2 decode.go, sigs.k8s.io/yaml yaml.go.
 *
 * @returns undefined for a document without content
 */
export function construct(events: readonly Event[], text: string, options: ConstructOptions): Constructed | undefined {
  return new Constructor(events, text, options).document()
}

class Constructor {
  readonly #events: readonly Event[]
  readonly #text: string
  readonly #options: ConstructOptions
  readonly #gaps: Gaps
  readonly #anchors = new Anchors()
  readonly #scratch = new Scratch()
  readonly #duplicates: DuplicateKey[] = []
  /** The first thing that JSON does not know; it stands as NaN or infinity in the tree. */
  #unsupported: YamlError | undefined
  #next = 0
  #depth = 0
  /** Place of the node that was read last. */
  #start = 0
  #end = 0

  constructor(events: readonly Event[], text: string, options: ConstructOptions) {
    this.#events = events
    this.#text = text
    this.#options = options
    this.#gaps = new Gaps(text)
  }

  document(): Constructed | undefined {
    const [document, first] = this.#events
    if (document?.type !== EVENT_ID.DOCUMENT) return undefined
    if (!first || first.type === EVENT_ID.POP) return undefined
    this.#next = 1
    const root = this.#node()
    if (this.#unsupported && holdsUnsupported(root)) throw this.#unsupported
    if (this.#events.length === this.#next + 1) this.#gaps.to(this.#text.length)
    const { shift } = this.#options
    return { root, range: { start: this.#start + shift, end: this.#end + shift }, duplicates: this.#duplicates }
  }

  #node(): Value {
    this.#count()
    const event = this.#events[this.#next++]!
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event)
      case EVENT_ID.SEQUENCE:
        return this.#sequence(event)
      case EVENT_ID.MAPPING:
        return this.#mapping(event)
      case EVENT_ID.ALIAS:
        return clone(this.#alias(event).value)
      default:
        throw new YamlError('did not find expected node content', this.#gaps.at)
    }
  }

  #count(): void {
    if (!this.#anchors.count()) throw new YamlError('document contains excessive aliasing', this.#gaps.at)
  }

  #scalar(event: ScalarEvent): Value {
    const content = this.#content(event)
    if (event.tagStart < 0 && event.anchorStart < 0 && (event.style !== SCALAR_STYLE.PLAIN || isText(content)))
      return content
    const resolved = this.#resolve(event, content)
    const value = this.#options.value(resolved)
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
      this.#unsupported ??= new YamlError(`json: unsupported value: ${name}`, this.#start, 'quote it to make it a text')
    }
    if (event.anchorStart >= 0) this.#open(event).anchored = { value, resolved }
    return value
  }

  /** What the scalar says, after it was looked at where it stands. */
  #content(event: ScalarEvent): string {
    const text = this.#text
    const gaps = this.#gaps
    if (event.tagStart >= 0 || event.anchorStart >= 0) this.#properties(event)
    const start = scalarStart(text, event, gaps)
    checkScalar(text, event, gaps.flow > 0, gaps.indent)
    gaps.to(start)
    const end = scalarEnd(text, event, start)
    if (event.valueStart >= 0) {
      const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
      const kind = block ? 'block' : event.style === SCALAR_STYLE.PLAIN ? 'plain' : 'other'
      gaps.token(block ? event.valueEnd : end, kind)
    }
    this.#start = start
    this.#end = end
    return scalarText(text, event)
  }

  #resolve(event: ScalarEvent, content: string): Resolved {
    if (event.tagStart < 0)
      return event.style === SCALAR_STYLE.PLAIN ? resolvePlain(content) : { tag: 'str', value: content }
    try {
      return resolveTagged(tagName(this.#text.slice(event.tagStart, event.tagEnd)), content)
    } catch (error) {
      throw error instanceof ScalarError ? new YamlError(error.message, event.tagStart) : error
    }
  }

  #sequence(event: SequenceEvent): List {
    const { indent } = this.#gaps
    const { nodes } = this.#anchors
    const bearer = this.#enter(event)
    const { shift } = this.#options
    const scratch = this.#scratch
    const first = scratch.items
    const firstAt = scratch.at
    this.#end = event.start
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const value = this.#node()
      scratch.pushItem(value, this.#start + shift, this.#end + shift)
    }
    const list: List = scratch.takeItems(first)
    list[span] = scratch.takeAt(firstAt)
    this.#leave(event, bearer, indent, list, nodes)
    return list
  }

  #mapping(event: MappingEvent): Value {
    const { indent } = this.#gaps
    const { nodes } = this.#anchors
    const bearer = this.#enter(event)
    const { shift } = this.#options
    const scratch = this.#scratch
    const first = scratch.keys
    const firstAt = scratch.at
    const where = { keys: noKeys, at: noPlaces }
    const dict = newDict()
    dict[span] = where
    let entries: Entries | undefined
    this.#end = event.start
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const keyEvent = this.#events[this.#next++]!
      if (isMergeKey(this.#text, keyEvent)) {
        this.#content(keyEvent as ScalarEvent)
        entries ??= new Entries(dict, scratch, first, firstAt)
        this.#merge(entries)
        continue
      }
      const before = this.#gaps.at
      const key = this.#key(keyEvent)
      if (scratch.keys > first && event.style === COLLECTION_STYLE.BLOCK) checkOwnLine(this.#text, before, this.#start)
      const keyStart = this.#start + shift
      const keyEnd = this.#end + shift
      const value = this.#node()
      if (!entries && dict[key] !== undefined) entries = new Entries(dict, scratch, first, firstAt)
      if (entries) noteDuplicate(this.#duplicates, key, entries.add(key), { start: keyStart, end: keyEnd })
      dict[key] = value
      scratch.pushKey(key, keyStart, this.#start + shift, this.#end + shift)
    }
    where.keys = scratch.takeKeys(first)
    where.at = scratch.takeAt(firstAt)
    this.#leave(event, bearer, indent, dict, nodes)
    return dict
  }

  #key(event: Event): string {
    const gaps = this.#gaps
    const before = gaps.at
    this.#count()
    if (event.type === EVENT_ID.SCALAR) {
      const content = this.#content(event)
      if (gaps.flow > 0 && isColonOwn(this.#text, event, this.#end)) return this.#text.slice(this.#start, this.#end + 1)
      checkSimpleKey(this.#text, event, before, this.#start, this.#end, gaps)
      if (event.tagStart < 0 && event.anchorStart < 0 && isText(content)) return content
      const resolved = this.#resolve(event, content)
      if (event.anchorStart >= 0) this.#open(event).anchored = { value: this.#options.value(resolved), resolved }
      return resolved.tag === 'str' ? resolved.value : this.#keyText(resolved)
    }
    if (event.type === EVENT_ID.ALIAS) {
      const { resolved } = this.#alias(event)
      checkSimpleKey(this.#text, event, before, this.#start, this.#end, gaps)
      if (resolved) return this.#keyText(resolved)
    }
    const start = 'start' in event ? event.start : this.#start
    throw new YamlError('invalid map key: only scalars can be keys', start)
  }

  #keyText(resolved: Resolved): string {
    const text = keyText(resolved)
    if (text !== undefined) return text
    const shown = resolved.tag === 'null' ? 'null' : String(resolved.value)
    this.#unsupported ??= new YamlError(`unsupported map key: ${shown}`, this.#start, 'quote the key')
    // What is refused only when it is still there in the end; see #unsupported.
    return `\0${shown}`
  }

  #merge(entries: Entries): void {
    // An alias must name a mapping itself: a list of mappings has to be written here.
    const isAlias = this.#events[this.#next]?.type === EVENT_ID.ALIAS
    const from = this.#node()
    const sources = isList(from) && !isAlias ? from.toReversed() : [from]
    for (const source of sources) {
      if (!isDict(source)) throw new YamlError('map merge requires map or sequence of maps as the value', this.#start)
      entries.merge(source)
    }
  }

  /** What is meant; not a copy. */
  #alias(event: AliasEvent): Anchored {
    const start = event.anchorStart - 1
    checkAnchor(this.#text, event.anchorStart, event.anchorEnd)
    this.#gaps.to(start)
    this.#gaps.token(event.anchorEnd, 'other')
    this.#start = start
    this.#end = event.anchorEnd
    return this.#anchors.expand(this.#text.slice(event.anchorStart, event.anchorEnd), start)
  }

  /** Tag and anchor, in the order in which they stand. */
  #properties(event: ScalarEvent | SequenceEvent | MappingEvent): void {
    const tagFirst = event.tagStart < event.anchorStart
    if (tagFirst) this.#tag(event)
    if (event.anchorStart >= 0) {
      this.#gaps.to(event.anchorStart - 1)
      checkAnchor(this.#text, event.anchorStart, event.anchorEnd)
      this.#gaps.token(event.anchorEnd, 'other')
    }
    if (!tagFirst) this.#tag(event)
  }

  #tag({ tagStart, tagEnd }: ScalarEvent | SequenceEvent | MappingEvent): void {
    if (tagStart < 0) return
    this.#gaps.to(tagStart)
    checkTag(this.#text, tagStart, tagEnd)
    this.#gaps.token(tagEnd, 'other')
  }

  /** @returns what the collection's anchor names, if it has one */
  #enter(event: SequenceEvent | MappingEvent): Bearer | undefined {
    const { maxDepth } = this.#options
    if (++this.#depth > maxDepth) throw new YamlError(`nested deeper than ${maxDepth} levels`, event.start)
    const gaps = this.#gaps
    const before = gaps.at
    this.#properties(event)
    const bearer = event.anchorStart >= 0 ? this.#open(event) : undefined
    gaps.to(event.start)
    if (event.style === COLLECTION_STYLE.FLOW) {
      gaps.flow++
      if (this.#hasBrackets(event)) gaps.token(event.start + 1, 'other')
    } else {
      if (event.type === EVENT_ID.MAPPING && this.#depth > 1) checkBlockStart(this.#text, before, event.start)
      gaps.indent = event.start - this.#text.lastIndexOf('\n', event.start - 1) - 1
    }
    return bearer
  }

  /** @param indent, nodes as they were before the collection was entered */
  #leave(
    event: SequenceEvent | MappingEvent,
    bearer: Bearer | undefined,
    indent: number,
    value: Value,
    nodes: number,
  ): void {
    const gaps = this.#gaps
    this.#next++
    this.#depth--
    gaps.indent = indent
    if (event.style === COLLECTION_STYLE.FLOW) {
      if (this.#hasBrackets(event)) {
        const text = this.#text
        let at = skipSpace(text, gaps.at)
        while (text[at] === ',' || text[at] === ':') at = skipSpace(text, at + 1)
        gaps.to(at)
        gaps.flow--
        gaps.token(at + 1, 'other')
        this.#end = at + 1
      } else gaps.flow--
    }
    this.#start = event.start
    if (!bearer) return
    bearer.anchored = { value, resolved: undefined }
    bearer.nodes = this.#anchors.nodes - nodes + 1
  }

  /** A pair in a flow sequence is a mapping without. */
  #hasBrackets(event: SequenceEvent | MappingEvent): boolean {
    const first = this.#text[event.start]
    return first === '[' || first === '{'
  }

  #open(event: ScalarEvent | SequenceEvent | MappingEvent): Bearer {
    return this.#anchors.open(this.#text.slice(event.anchorStart, event.anchorEnd))
  }
}

const noKeys: string[] = []
const noPlaces: number[] = []

/** Is there a value that is no JSON? One that a later key of the same name replaced does no harm. */
function holdsUnsupported(root: Value): boolean {
  const todo: Value[] = [root]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (isList(next)) for (const item of next) todo.push(item)
    else if (isDict(next)) for (const key of Object.keys(next)) todo.push(key[0] === '\0' ? Number.NaN : next[key]!)
    else if (typeof next === 'number' && !Number.isFinite(next)) return true
  }
  return false
}
