import type { ServerVersion } from '../../model/server-version.ts'
import type { Value } from '../../model/value.ts'
import { Solver } from '../../sample/solver.ts'
import { anything, type Site } from '../site.ts'
import { orNone } from './or-none.ts'

/** Values that the old site takes and some part of the new one does not, as the maker of samples finds them. */
export function* differing(old: Site, now: Site, server: ServerVersion): Generator<Value> {
  if (old === anything) return
  const clauses = old.parts.map((schema) => ({ schema, holds: true }))
  for (const part of now.parts) {
    const solver = new Solver({ server, shape: 'minimal', seed: 0 })
    const site = { name: 'value', path: [], resource: undefined, meta: false }
    const solved = orNone(() => solver.solve([...clauses, { schema: part, holds: false }], [], site))
    if (solved) yield solved.value
  }
}
