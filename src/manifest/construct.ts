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
import { AliasBudget } from './alias-budget.ts'
import { Entries } from './entries.ts'
import { Gaps, skipSpace } from './gaps.ts'
import { keyText, type Resolved, resolvePlain, ScalarError } from './scalar.ts'
import { scalarEnd, scalarStart, scalarText } from './scalar-text.ts'
import { resolveTagged, tagName } from './tag.ts'
import { checkAnchor, checkScalar, checkTag } from './token-rules.ts'
import { YamlError } from './yaml-error.ts'

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
  /** The first {@link maxDuplicates}. */
  duplicates: DuplicateKey[]
}

/** More than anybody wants to read. */
export const maxDuplicates = 1000

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

interface Located {
  value: Value
  start: number
  end: number
}

interface Key extends Range {
  text: string
}

interface Anchored {
  /** Undefined while it is being read. */
  value: Value | undefined
  /** Of a scalar. */
  resolved: Resolved | undefined
  /** How many nodes it is made of. */
  nodes: number
}

class Constructor {
  readonly #events: readonly Event[]
  readonly #text: string
  readonly #options: ConstructOptions
  readonly #gaps: Gaps
  readonly #anchors = new Map<string, Anchored>()
  readonly #budget = new AliasBudget()
  readonly #duplicates: DuplicateKey[] = []
  /** The first thing that JSON does not know; it stands as NaN or infinity in the tree. */
  #unsupported: YamlError | undefined
  #next = 0
  #depth = 0

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
    const { value, start, end } = this.#node()
    if (this.#unsupported && holdsUnsupported(value)) throw this.#unsupported
    if (this.#events.length === this.#next + 1) this.#gaps.to(this.#text.length)
    const { shift } = this.#options
    return { root: value, range: { start: start + shift, end: end + shift }, duplicates: this.#duplicates }
  }

  #node(): Located {
    this.#countNode()
    const event = this.#events[this.#next++]!
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
        throw new YamlError('did not find expected node content', this.#gaps.at)
    }
  }

  #countNode(): void {
    this.#budget.decoded++
    if (this.#budget.exceeded()) throw new YamlError('document contains excessive aliasing', this.#gaps.at)
  }

  #scalar(event: ScalarEvent): Located {
    const { resolved, start, end } = this.#resolve(event)
    const value = this.#options.value(resolved)
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
      this.#unsupported ??= new YamlError(`json: unsupported value: ${name}`, start, 'quote it to make it a text')
    }
    this.#define(event, { value, resolved, nodes: 1 })
    return { value, start, end }
  }

  #resolve(event: ScalarEvent): Range & { resolved: Resolved } {
    const text = this.#text
    const gaps = this.#gaps
    this.#properties(event)
    const start = scalarStart(text, event, gaps)
    checkScalar(text, event, gaps.flow > 0, gaps.indent)
    gaps.to(start)
    const end = scalarEnd(text, event, start)
    const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
    if (event.valueStart >= 0) {
      const kind = block ? 'block' : event.style === SCALAR_STYLE.PLAIN ? 'plain' : 'other'
      gaps.token(block ? event.valueEnd : end, kind)
    }
    const content = scalarText(text, event)
    if (event.tagStart < 0) {
      const plain = event.style === SCALAR_STYLE.PLAIN
      return { resolved: plain ? resolvePlain(content) : { tag: 'str', value: content }, start, end }
    }
    try {
      return { resolved: resolveTagged(this.#tag(event), content), start, end }
    } catch (error) {
      throw error instanceof ScalarError ? new YamlError(error.message, event.tagStart) : error
    }
  }

  #tag(event: ScalarEvent): string {
    return tagName(this.#text.slice(event.tagStart, event.tagEnd))
  }

  #sequence(event: SequenceEvent): Located {
    const list: List = []
    const at: number[] = []
    const leave = this.#enter(event)
    const { shift } = this.#options
    let end = event.start
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const item = this.#node()
      list.push(item.value)
      at.push(item.start + shift, item.end + shift)
      end = item.end
    }
    this.#next++
    list[span] = at
    return { value: list, start: event.start, end: leave(list, end) }
  }

  #mapping(event: MappingEvent): Located {
    const dict = newDict()
    const entries = new Entries(dict, this.#options.shift)
    const leave = this.#enter(event)
    let end = event.start
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const keyEvent = this.#events[this.#next]!
      if (this.#isMerge(keyEvent)) {
        this.#resolve(keyEvent as ScalarEvent)
        this.#next++
        end = this.#merge(entries)
        continue
      }
      const key = this.#key(keyEvent)
      const item = this.#node()
      const first = entries.set(key, item)
      if (first && this.#duplicates.length < maxDuplicates) {
        const { shift } = this.#options
        const second = { start: key.start + shift, end: key.end + shift }
        this.#duplicates.push({ key: key.text, first, second })
      }
      end = item.end
    }
    this.#next++
    dict[span] = entries.where
    return { value: dict, start: event.start, end: leave(dict, end) }
  }

  #key(event: Event): Key {
    const gaps = this.#gaps
    const before = gaps.at
    this.#countNode()
    this.#next++
    const { resolved, start, end } = this.#keyNode(event)
    if (gaps.flow > 0 && this.#isColonOwn(event, end)) return { text: this.#text.slice(start, end + 1), start, end }
    this.#checkSimpleKey(before, start, end)
    const text = resolved && keyText(resolved)
    if (text !== undefined) return { text, start, end }
    const shown = resolved?.tag === 'null' ? 'null' : String(resolved?.value)
    this.#unsupported ??= new YamlError(`unsupported map key: ${shown}`, start, 'quote the key')
    // What is refused only when it is still there in the end; see #unsupported.
    return { text: `\0${shown}`, start, end }
  }

  #keyNode(event: Event): Range & { resolved: Resolved | undefined } {
    if (event.type === EVENT_ID.SCALAR) {
      const found = this.#resolve(event)
      this.#define(event, { value: this.#options.value(found.resolved), resolved: found.resolved, nodes: 1 })
      return found
    }
    const start = event.type === EVENT_ID.ALIAS ? event.anchorStart - 1 : 'start' in event ? event.start : this.#gaps.at
    if (event.type === EVENT_ID.ALIAS) {
      const { resolved } = this.#expand(event)
      if (resolved) return { resolved, start, end: event.anchorEnd }
    }
    throw new YamlError('invalid map key: only scalars can be keys', start)
  }

  /** `{a:}` has the key `a:` for go-yaml; and so `{a:[b]}` makes no sense. */
  #isColonOwn(event: Event, end: number): boolean {
    if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN || event.valueStart < 0) return false
    const next = this.#text[end + 1] ?? ' '
    if (this.#text[end] !== ':' || !',]}[{'.includes(next)) return false
    if (next !== '[' && next !== '{') return true
    throw new YamlError("did not find expected ',' or '}'", end + 1, 'put a space behind the colon')
  }

  /** A key without question mark must stand, with its colon, on one line, and not be too long. */
  #checkSimpleKey(before: number, start: number, end: number): void {
    const text = this.#text
    const from = skipSpace(text, before)
    if (text[from] === '?') return
    let colon = end
    while (text[colon] === ' ' || text[colon] === '\t') colon++
    if (text[colon] !== ':' && this.#gaps.flow > 0 && text[skipSpace(text, end)] !== ':') return
    const long = colon - start > maxKey && [...text.slice(start, colon)].length > maxKey
    if (long || text[colon] !== ':' || /[\r\n]/.test(text.slice(start, Math.min(end, start + 4 * maxKey))))
      throw new YamlError("could not find expected ':'", start)
  }

  /** Plain `<<`, or one tagged as merge key. */
  #isMerge(event: Event): boolean {
    if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart !== 2) return false
    if (!this.#text.startsWith('<<', event.valueStart)) return false
    if (event.tagStart < 0) return event.style === SCALAR_STYLE.PLAIN
    const tag = this.#tag(event)
    return tag === 'merge' || tag === ''
  }

  /** @returns where the merged value ends */
  #merge(entries: Entries): number {
    const event = this.#events[this.#next]
    // An alias must name a mapping itself: a list of mappings has to be written here.
    const isAlias = event?.type === EVENT_ID.ALIAS
    const from = this.#node()
    const sources = isList(from.value) && !isAlias ? [...from.value].reverse() : [from.value]
    for (const source of sources) {
      if (!isDict(source)) throw new YamlError('map merge requires map or sequence of maps as the value', from.start)
      entries.merge(source)
    }
    return from.end
  }

  #alias(event: AliasEvent): Located {
    const { value } = this.#expand(event)
    return { value: clone(value), start: event.anchorStart - 1, end: event.anchorEnd }
  }

  #expand(event: AliasEvent): Anchored & { value: Value } {
    const start = event.anchorStart - 1
    checkAnchor(this.#text, event.anchorStart, event.anchorEnd)
    this.#gaps.to(start)
    this.#gaps.token(event.anchorEnd, 'other')
    const name = this.#text.slice(event.anchorStart, event.anchorEnd)
    const anchored = this.#anchors.get(name)
    if (!anchored) throw new YamlError(`unknown anchor '${name}' referenced`, start)
    const { value, nodes } = anchored
    if (value === undefined) throw new YamlError(`anchor '${name}' value contains itself`, start)
    if (!this.#budget.expand(nodes)) {
      const hint = 'write the values out: so many copies look like an attack'
      throw new YamlError('document contains excessive aliasing', start, hint)
    }
    return { ...anchored, value }
  }

  /** Tag and anchor, in the order in which they stand. */
  #properties(event: ScalarEvent | SequenceEvent | MappingEvent): void {
    const tag = () => {
      this.#gaps.to(event.tagStart)
      checkTag(this.#text, event.tagStart, event.tagEnd)
      this.#gaps.token(event.tagEnd, 'other')
    }
    const tagFirst = event.tagStart < event.anchorStart
    if (event.tagStart >= 0 && tagFirst) tag()
    if (event.anchorStart >= 0) {
      this.#gaps.to(event.anchorStart - 1)
      checkAnchor(this.#text, event.anchorStart, event.anchorEnd)
      this.#gaps.token(event.anchorEnd, 'other')
    }
    if (event.tagStart >= 0 && !tagFirst) tag()
  }

  /** @returns what is to be called at the end, with the end of the last entry; it gives the end of the collection */
  #enter(event: SequenceEvent | MappingEvent): (value: Value, lastEnd: number) => number {
    const { maxDepth } = this.#options
    if (++this.#depth > maxDepth) throw new YamlError(`nested deeper than ${maxDepth} levels`, event.start)
    const gaps = this.#gaps
    const before = gaps.at
    const nodes = this.#budget.decoded
    this.#properties(event)
    this.#define(event, { value: undefined, resolved: undefined, nodes: 0 })
    gaps.to(event.start)
    const { indent } = gaps
    const bracket = event.style === COLLECTION_STYLE.FLOW ? closing[this.#text[event.start] ?? ''] : undefined
    if (event.style === COLLECTION_STYLE.FLOW) gaps.flow++
    else {
      this.#checkBlockStart(before, event)
      gaps.indent = event.start - this.#text.lastIndexOf('\n', event.start - 1) - 1
    }
    if (bracket !== undefined) gaps.token(event.start + 1, 'other')
    return (value, lastEnd) => {
      let end = lastEnd
      if (bracket !== undefined) {
        let at = skipSpace(this.#text, gaps.at)
        while (this.#text[at] === ',' || this.#text[at] === ':') at = skipSpace(this.#text, at + 1)
        end = at + 1
        gaps.to(at)
      }
      if (event.style === COLLECTION_STYLE.FLOW) gaps.flow--
      gaps.indent = indent
      if (bracket !== undefined) gaps.token(end, 'other')
      this.#depth--
      this.#define(event, { value, resolved: undefined, nodes: this.#budget.decoded - nodes + 1 })
      return end
    }
  }

  /** Behind a key on the key's line no mapping can begin. */
  #checkBlockStart(before: number, event: SequenceEvent | MappingEvent): void {
    if (event.type !== EVENT_ID.MAPPING || this.#depth === 1) return
    const between = this.#text.slice(before, Math.min(event.start, before + maxKey))
    if (/^[ \t]*:[ \t]/.test(between) && !between.includes('\n'))
      throw new YamlError('mapping values are not allowed in this context', event.start)
  }

  #define(event: ScalarEvent | SequenceEvent | MappingEvent, anchored: Anchored): void {
    if (event.anchorStart >= 0) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), anchored)
  }
}

const closing: Record<string, string | undefined> = { '[': ']', '{': '}' }
/** Characters. Upstream: go-yaml v2 scannerc.go, yaml_simple_key_is_valid. */
const maxKey = 1024

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
