import type { Outcome } from '../model/change.ts'
import type { Path } from '../model/path.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { Dict, Value } from '../model/value.ts'
import type { FieldPath, FieldStep } from '../schema/field-step.ts'
import type { ValidationRule } from '../schema/schema.ts'
import type { Site } from './site.ts'

/** One difference between two schemas, before anything is proven about it. */
export interface Edit {
  code: string
  path: FieldPath
  message: string
  /** The keyword, or the schema, in the two documents. */
  old: Path | undefined
  new: Path | undefined
  what: What
}

export type What = Tightened | Absent | RuleAdded | Lost | Defaulted | Relaxed | Topology | Told

/** Values that the old schema takes may be refused by the new one. */
export interface Tightened {
  kind: 'tightened'
  old: Site
  new: Site
  /** Values to try. When they are `all` that could tell and none does, nothing has become stricter. */
  candidates: () => Iterable<Value>
  all: boolean
  /** More than the schema by itself decides: list types, embedded resources. */
  beyond?: true
  /** Why nothing can be proven, in place of the usual reason. */
  doubt?: string
}

/** A key that has to be there. The path is that of the key; the sites and the candidates are those of its holder. */
export interface Absent {
  kind: 'absent'
  old: Site
  new: Site
  name: string
  candidates: () => Iterable<Value>
}

/** A CEL rule that was not there. */
export interface RuleAdded {
  kind: 'rule'
  rule: ValidationRule
  old: Site
  new: Site
}

/** What stood here is pruned away. `key` is what is lost below the path, when it is not the value at the path itself. */
export interface Lost {
  kind: 'lost'
  /** Values to put at the path. */
  candidates: () => Iterable<Value>
  key?: string
}

/** The value that stands in for an absent one, or for null, is another. */
export interface Defaulted {
  kind: 'default'
  /** The value at the path before: undefined when it was absent. */
  raw: Value | undefined
  /** Nothing but a field that was not there before gets a value. */
  isNew: boolean
  new: Site
  parents: readonly Parent[]
}

/** More values are accepted than before. */
export interface Relaxed {
  kind: 'relaxed'
  /** What that is to clients that read. */
  read: Outcome
  /** Rules above may now see what they never saw. */
  parents?: readonly Parent[]
}

/** Who owns what has changed. */
export interface Topology {
  kind: 'topology'
  outcome: Outcome
  reason: string
}

/** Nothing depends on it. */
export interface Told {
  kind: 'told'
}

/** A schema above the one that was edited, before and after. */
export interface Parent {
  old: Site
  new: Site
  /** How many steps of the path lead to it. */
  depth: number
}

export type Sink = (edit: Edit) => void

/** Where the comparison of two schemas is, as the comparison of one keyword sees it. */
export interface Walk {
  readonly path: FieldPath
  readonly parents: readonly Parent[]
  /** The last step of the path; undefined at the root. */
  readonly step: FieldStep | undefined
  readonly isRoot: boolean
  readonly server: ServerVersion
  emit(edit: Omit<Edit, 'path'> & { path?: FieldPath }): void
  compare(old: Site, now: Site): void
  /** The same walk, one step further down. */
  below(step: FieldStep, old: Site, now: Site): Walk
  /** Is every value that the first site takes one that the second takes? `false`: not proven. */
  implies(site: Site, other: Site): boolean
  /** Is an entry written alike in both texts, so that it need not even be read? `false` says nothing. */
  isSameText(old: Dict | undefined, now: Dict | undefined, key: string): boolean
}
