import type { Document } from './document.ts'
import type { Path } from './path.ts'
import type { Dict } from './value.ts'

/**
 * What a change is about. WRITE: is every object that was accepted accepted still? READ: is every new value one that old
 * clients expect? DATA: what is pruned away. DEFAULT: does the meaning change silently? SSA: who owns which part of a
 * list or a map. SERVE: versions, names, scope, subresources, columns, conversion.
 */
export type Aspect = 'WRITE' | 'READ' | 'DATA' | 'DEFAULT' | 'SSA' | 'SERVE'

/** compatible: proven. undecided: neither proven nor refuted. information: nothing that could break. */
export type Outcome = 'breaking' | 'compatible' | 'undecided' | 'information'

/** What a change does in one respect. */
export interface Effect {
  aspect: Aspect
  outcome: Outcome
  /** Why it is undecided, or what the outcome means here. */
  reason?: string
  /** An object that shows it. Always there when WRITE, DATA or DEFAULT breaks. */
  witness?: Dict
  /** As the witness is stored before, where an update is what breaks. */
  from?: Dict
  /** Does an update of a stored object pass that leaves the value as it is? */
  ratchets?: boolean
}

/** One edit of a CRD, and all that follows from it. */
export interface Change {
  code: string
  /** In which the same edit was made, or the one it is about; empty when it is about all. */
  versions: readonly string[]
  /** The field: `spec.list[].name`; of what is no field, its place in the CRD. */
  path: string
  message: string
  /** Where it stands, as paths in the two documents; undefined where there is nothing. */
  old: Path | undefined
  new: Path | undefined
  effects: readonly Effect[]
}

/** A CRD before and after. */
export interface ComparedPair {
  group: string
  kind: string
  /** plural.group */
  name: string
  old: Document
  new: Document
  changes: readonly Change[]
}

/** breaking, undecided or compatible: the worst of what counts. */
export type UpgradeVerdict = Exclude<Outcome, 'information'>

/** A change as it is told: of its effects, the one that matters most to whoever asks. */
export interface ToldChange extends Change {
  effect: Effect
  /** Does the effect decide about the verdict? */
  counts: boolean
  /** Why it is let pass; undefined when it is not. */
  waived: string | undefined
}

/** One step of an upgrade, and how to take it. */
export interface PlanStep {
  text: string
  command: string | undefined
}

export interface ToldPair extends Omit<ComparedPair, 'changes'> {
  verdict: UpgradeVerdict
  changes: readonly ToldChange[]
  plan: readonly PlanStep[]
  /** The way back, when it was asked for. */
  rollback: { verdict: UpgradeVerdict; breaking: number } | undefined
  /** What becomes of objects that exist, when there are any. */
  against: Against | undefined
}

/** Existing objects through the new schema. */
export interface Against {
  objects: number
  /** Refused when they are created anew. */
  create: readonly string[]
  /** Refused when they are updated without a change. */
  update: readonly string[]
  /** By the fields that they lose. */
  lost: readonly { path: string; names: readonly string[] }[]
}

/** All that is told about an upgrade. */
export interface DiffReport {
  verdict: UpgradeVerdict
  /** As plural.group: only in the new, only in the old. */
  added: readonly string[]
  removed: readonly string[]
  pairs: readonly ToldPair[]
}
