/**
 * How much of a document may come from expanded aliases: nearly all of a small one, little of a large one.
 * Upstream: go-yaml v2 decode.go allowedAliasRatio.
 */
export class AliasBudget {
  /** Nodes decoded so far, those of expanded aliases included. */
  decoded = 0
  #expanded = 0

  /** Counts an alias of so many nodes; false when that is too much. */
  expand(nodes: number): boolean {
    this.decoded += nodes
    this.#expanded += nodes
    return !this.exceeded()
  }

  /** Has too much come from aliases? A document that grows is allowed a smaller share. */
  exceeded(): boolean {
    if (this.#expanded <= 100 || this.decoded <= 1000) return false
    return this.#expanded / this.decoded > allowedRatio(this.decoded)
  }
}

const low = 400_000
const high = 4_000_000

function allowedRatio(decoded: number): number {
  if (decoded <= low) return 0.99
  if (decoded >= high) return 0.1
  return 0.99 - (0.89 * (decoded - low)) / (high - low)
}
