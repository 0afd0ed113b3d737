import { anywhere } from './anywhere.ts'
import { definition } from './definition.ts'
import type { JSONObject } from './json.ts'
import { chance, pick, type Random } from './random.ts'
import { rules } from './rules.ts'
import { schemas } from './schemas.ts'

const families = [anywhere, definition, schemas, rules]

/** All kinds of mutation. */
export const crdMutations: Readonly<Record<string, (random: Random, crd: JSONObject) => void>> = Object.assign(
  {},
  ...families,
)

/**
 * Changes a CustomResourceDefinition in one to three ways, most of which the API server refuses. The given one stays
 * as it is.
 * @param only kinds to choose from; all by default
 * @returns the changed one, and the kinds of mutation joined by `+`
 */
export function mutateCRD(
  random: Random,
  crd: JSONObject,
  only: readonly string[] = [],
): { crd: JSONObject; kind: string } {
  const changed = structuredClone(crd)
  const kinds: string[] = []
  do {
    const kind = pick(random, only.length > 0 ? only : Object.keys(pick(random, families)))
    crdMutations[kind]!(random, changed)
    kinds.push(kind)
  } while (kinds.length < 3 && chance(random, 0.3))
  // Without them it is no CustomResourceDefinition to anybody.
  changed.apiVersion = crd.apiVersion!
  changed.kind = crd.kind!
  return { crd: changed, kind: kinds.join('+') }
}
