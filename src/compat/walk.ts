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

/** Compares two schemas and tells a sink of the edits. */
export class SchemaWalk implements Walk {
  readonly path: FieldPath
  readonly parents: readonly Parent[]
  readonly #sink: Sink
  readonly #options: WalkOptions

  constructor(sink: Sink, options: WalkOptions = {}, path: FieldPath = [], parents: readonly Parent[] = []) {
    this.#sink = sink
    this.#options = options
    this.path = path
    this.parents = parents
  }

  get server(): ServerVersion {
    return this.#options.server ?? newestVersion
  }

  get isRoot(): boolean {
    return this.path.length === 0
  }

  emit(edit: Omit<Edit, 'path'> & { path?: FieldPath }): void {
    this.#sink({ path: this.path, ...edit })
  }

  /** Compares what two schemas say of one value and of all below it. */
  compare(old: Site, now: Site): void {
    if (this.path.length > deepest) return
    if (old.own.description !== now.own.description || old.own.title !== now.own.title) this.#options.described?.()
    if (!compareTypes(old, now, this)) return
    compareNullable(old, now, this)
    compareDefault(old, now, this)
    compareEnum(old, now, this)
    compareNumbers(old, now, this)
    compareTexts(old, now, this)
    compareFormat(old, now, this)
    compareSizes(old, now, this)
    compareRequired(old, now, this)
    compareTopology(old, now, this)
    compareCombinators(old, now, this)
    compareRules(old, now, this)
    compareKeys(old, now, this)
    const [oldItems, nowItems] = [itemSite(old), itemSite(now)]
    if (oldItems && nowItems) this.below(eachItem, old, now).compare(oldItems, nowItems)
  }

  below(step: FieldStep, old: Site, now: Site): SchemaWalk {
    const parent = { old, new: now, depth: this.path.length }
    return new SchemaWalk(this.#sink, this.#options, [...this.path, step], [...this.parents, parent])
  }

  implies(site: Site, other: Site): boolean {
    let proven = true
    const walk = new SchemaWalk(
      ({ what }) => {
        proven &&= what.kind === 'told' || what.kind === 'relaxed'
      },
      { server: this.server },
    )
    walk.compare(site, other)
    return proven
  }

  isSameText(old: Dict | undefined, now: Dict | undefined, key: string): boolean {
    return old !== undefined && now !== undefined && (this.#options.isSameText?.(old, now, key) ?? false)
  }
}
