import type { Value } from '../model/value.ts'
import { AliasBudget } from './alias-budget.ts'
import type { Resolved } from './scalar.ts'
import { YamlError } from './yaml-error.ts'

export interface Anchored {
  value: Value
  /** Of a scalar. */
  resolved: Resolved | undefined
}

interface Entry {
  /** Undefined while it is being read. */
  anchored: Anchored | undefined
  /** How many nodes it is made of, those of aliases in it included. */
  nodes: number
}

/** The anchors of one document, and how much their aliases may bring. Upstream: go-yaml v2 decode.go. */
export class Anchors {
  readonly #entries = new Map<string, Entry>()
  readonly #budget = new AliasBudget()

  /** How many nodes were read. */
  get nodes(): number {
    return this.#budget.decoded
  }

  /** One more node is read; false when too many of all came from aliases. */
  count(): boolean {
    this.#budget.decoded++
    return !this.#budget.exceeded()
  }

  /** The node that bears the anchor begins. */
  open(name: string): void {
    this.#entries.set(name, { anchored: undefined, nodes: 0 })
  }

  define(name: string, anchored: Anchored, nodes: number): void {
    this.#entries.set(name, { anchored, nodes })
  }

  /** What an alias stands for; not a copy. `offset` is the alias' place. */
  expand(name: string, offset: number): Anchored {
    const entry = this.#entries.get(name)
    if (!entry) throw new YamlError(`unknown anchor '${name}' referenced`, offset)
    if (!entry.anchored) throw new YamlError(`anchor '${name}' value contains itself`, offset)
    if (!this.#budget.expand(entry.nodes)) {
      const hint = 'write the values out: so many copies look like an attack'
      throw new YamlError('document contains excessive aliasing', offset, hint)
    }
    return entry.anchored
  }
}
