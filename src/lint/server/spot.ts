import type { Path } from '../../model/path.ts'

/**
 * A place in the document, as a chain from the root, so that a deep schema does not copy its path at every node.
 * The root itself is `undefined`.
 */
export interface Spot {
  readonly parent: Spot | undefined
  readonly step: string | number
}

export function below(parent: Spot | undefined, ...steps: (string | number)[]): Spot | undefined {
  let at = parent
  for (const step of steps) at = { parent: at, step }
  return at
}

export function pathOf(spot: Spot | undefined): Path {
  const path: (string | number)[] = []
  for (let at = spot; at; at = at.parent) path.push(at.step)
  return path.reverse()
}
