import type { Effect } from '../../model/change.ts'
import type { Path } from '../../model/path.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import type { Dict } from '../../model/value.ts'
import type { CRD } from '../../schema/crd.ts'
import type { FieldPath } from '../../schema/field-step.ts'
import type { Built, Put } from './build.ts'
import type { Said } from './trial.ts'

/** Where objects are tried before and after. */
export interface Bench {
  readonly old: CRD
  readonly new: CRD
  readonly server: ServerVersion
  /** Objects that the old CRD accepts, with this at a place. */
  accepted(path: FieldPath, put: Put): Iterable<Built & { before: Said }>
  /** What the new CRD makes of an object. */
  now(object: Dict): Said
  /** The effect of an object that was accepted and is refused. */
  refused(witness: Dict): Effect
}

export function undecided(reason: string): Effect {
  return { aspect: 'WRITE', outcome: 'undecided', reason }
}

/** Does a path lead to this place, or to one below? */
export function beginsWith(path: Path | undefined, start: Path | undefined): boolean {
  return start?.every((step, i) => path?.[i] === step) ?? false
}
