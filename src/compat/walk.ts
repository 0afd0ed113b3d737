import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { Dict } from '../model/value.ts'
import { eachItem, type FieldPath, type FieldStep } from '../schema/field-step.ts'
import type { Edit, Parent, Sink, Walk } from './edit.ts'
import { compareCombinators } from './keywords/combinators.ts'
import { compareDefault, compareNullable } from './keywords/default.ts'
import { compareEnum } from './keywords/enum.ts'
import { compareFormat } from './keywords/format.ts'
import { compareKeys } from './keywords/keys.ts'
import { compareNumbers } from './keywords/numbers.ts'
import { compareRequired } from './keywords/required.ts'
import { compareRules } from './keywords/rules.ts'
import { compareSizes } from './keywords/sizes.ts'
import { compareTexts } from './keywords/texts.ts'
import { compareTopology } from './keywords/topology.ts'
import { compareTypes } from './keywords/types.ts'
import { itemSite, type Site } from './site.ts'

/** Schemas nested deeper than this are not compared; the deepest real ones have some 30 levels. */
const deepest = 500

export interface WalkOptions {
  server?: ServerVersion
  /** Is an entry written alike in both? A quick test: `false` says nothing. */
  isSameText?: (old: Dict, now: Dict, key: string) => boolean
  /** Called for each description or title that differs. */
  described?: () => void
}

/** So many values may be compared to prove that one schema implies another; what takes more is not proven. */
const mostProving = 1500

/** The walk one step further up, and where it stood. */
interface Above {
  walk: SchemaWalk
  step: FieldStep
  old: Site
  now: Site
}

/** Compares two schemas and tells a sink of the edits. */
export class SchemaWalk implements Walk {
  readonly depth: number
  readonly #above: Above | undefined
  readonly #sink: Sink
  readonly #options: WalkOptions
  /** Shared by all proofs. */
  readonly #proving: { left: number }

  constructor(sink: Sink, options: WalkOptions = {}, proving = { left: mostProving }, above?: Above) {
    this.#sink = sink
    this.#options = options
    this.#proving = proving
    this.#above = above
    this.depth = above ? above.walk.depth + 1 : 0
  }

  get path(): FieldPath {
    return this.#above ? [...this.#above.walk.path, this.#above.step] : []
  }

  get parents(): readonly Parent[] {
    if (!this.#above) return []
    const { walk, old, now } = this.#above
    return [...walk.parents, { old, new: now, depth: walk.depth }]
  }

  get step(): FieldStep | undefined {
    return this.#above?.step
  }

  get server(): ServerVersion {
    return this.#options.server ?? newestVersion
  }

  get isRoot(): boolean {
    return !this.#above
  }

  emit(edit: Omit<Edit, 'path'> & { path?: FieldPath }): void {
    this.#sink({ path: this.path, ...edit })
  }

  /** Compares what two schemas say of one value and of all below it. */
  compare(old: Site, now: Site): void {
    if (this.depth > deepest) return
    if (old.own.description !== now.own.description || old.own.title !== now.own.title) this.#options.described?.()
    if (!compareTypes(old, now, this)) return
    if (!isPlain(old) || !isPlain(now)) this.#compareKeywords(old, now)
    compareRequired(old, now, this)
    compareKeys(old, now, this)
    const [oldItems, nowItems] = [itemSite(old), itemSite(now)]
    if (oldItems && nowItems) this.below(eachItem, old, now).compare(oldItems, nowItems)
  }

  #compareKeywords(old: Site, now: Site): void {
    compareNullable(old, now, this)
    compareDefault(old, now, this)
    compareEnum(old, now, this)
    compareNumbers(old, now, this)
    compareTexts(old, now, this)
    compareFormat(old, now, this)
    compareSizes(old, now, this)
    compareTopology(old, now, this)
    compareCombinators(old, now, this)
    compareRules(old, now, this)
  }

  below(step: FieldStep, old: Site, now: Site): SchemaWalk {
    return new SchemaWalk(this.#sink, this.#options, this.#proving, { walk: this, step, old, now })
  }

  implies(site: Site, other: Site): boolean {
    let proven = true
    const sink: Sink = ({ what }) => {
      proven &&= what.kind === 'told' || what.kind === 'relaxed'
    }
    if (this.#proving.left-- <= 0) return false
    new SchemaWalk(sink, { server: this.server }, this.#proving).compare(site, other)
    return proven
  }

  isSameText(old: Dict | undefined, now: Dict | undefined, key: string): boolean {
    return old !== undefined && now !== undefined && (this.#options.isSameText?.(old, now, key) ?? false)
  }
}

/** Keywords that say what is below, or nothing at all. */
const structure = new Set(['type', 'description', 'title', 'properties', 'items', 'additionalProperties', 'required'])

/** Does a site say nothing but what it is made of? */
function isPlain({ parts }: Site): boolean {
  return parts.every(({ raw }) => Object.keys(raw).every((key) => structure.has(key)))
}
