import { clone, type Dict } from '../../../src/model/value.ts'
import { chance, pick, type Random } from './random.ts'
import { heading } from './resource/heading.ts'
import { lists } from './resource/lists.ts'
import type { Context, Mutation } from './resource/mutation.ts'
import { values } from './resource/values.ts'

const families = [values, values, lists, heading]

/** All kinds of mutation of resources. */
export const resourceMutations: Readonly<Record<string, Mutation>> = Object.assign({}, ...families)

/**
 * Changes a custom resource in one to three ways, at random. The given one stays as it is.
 * @param only kinds to choose from; all by default
 * @returns the changed one, and the kinds of mutation joined by `+`
 */
export function mutateResource(
  random: Random,
  resource: Dict,
  context: Context,
  only: readonly string[] = [],
): { resource: Dict; kind: string } {
  const changed = clone(resource)
  const kinds: string[] = []
  do {
    const kind = pick(random, only.length > 0 ? only : Object.keys(pick(random, families)))
    resourceMutations[kind]!(random, changed, context)
    kinds.push(kind)
  } while (kinds.length < 3 && chance(random, 0.3))
  return { resource: changed, kind: kinds.join('+') }
}
