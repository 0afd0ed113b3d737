import type { Path } from '../../model/path.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { isDict } from '../../model/value.ts'
import { absent, type Demand, exactly, present } from '../../sample/demand.ts'
import { Solver } from '../../sample/solver.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { FieldPath } from '../../schema/field-step.ts'
import type { Site } from '../site.ts'
import { orNone } from '../values/or-none.ts'
import { type Built, type Put, resource } from './build.ts'

/** Objects that fit all sites and hold this at a place, as the maker of samples finds them; for where guessing fails. */
export function* solve(
  crd: CRD,
  version: CRDVersion,
  sites: readonly Site[],
  fields: FieldPath,
  put: Put,
  server: ServerVersion,
): Generator<Built> {
  const path = concrete(fields)
  const clauses = sites.map(({ own }) => ({ schema: own, holds: true }))
  const skip = ([first]: Path) => first === 'status'
  for (const shape of ['minimal', 'full'] as const) {
    const solver = new Solver({ server, shape, skip, seed: 0 })
    const site = { name: crd.names.singular, path: [], resource: 'root' as const, meta: false }
    const solved = orNone(() => solver.solve(clauses, demands(path, put, crd, version), site))
    if (isDict(solved?.value)) yield { object: resource(solved.value, crd, version), path }
  }
}

function demands(path: Path, put: Put, crd: CRD, version: CRDVersion): Demand[] {
  const heading = [exactly(['apiVersion'], `${crd.group}/${version.name}`), exactly(['kind'], crd.names.kind)]
  const own = heading.filter((each) => each.path[0] !== path[0])
  if (put !== 'nothing') return [...own, exactly(path, put.value)]
  const above = path.slice(0, -1)
  return [...own, absent(path), ...(above.length > 0 ? [present(above)] : [])]
}

/** The first item, and some key. */
function concrete(fields: FieldPath): Path {
  return fields.map((step) => ('property' in step ? step.property : step.each === 'item' ? 0 : 'key'))
}
