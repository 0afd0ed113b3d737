import type { Value } from '../model/value.ts'
import { AliasBudget } from './alias-budget.ts'
import type { Resolved } from './scalar.ts'
import { YamlError } from './yaml-error.ts'

export interface Anchored {
  value: Value
  /** Of a scalar. */
  resolved: Resolved | undefined
}

/** A node that bears an anchor. */
export interface Bearer {
  /** Undefined while it is being read. */
  anchored: Anchored | undefined
  /** How many nodes it is made of, those of aliases in it included. */
  nodes: number
}

/** The anchors of one document, and how much their aliases may bring. Upstream: go-yaml v2 decode.go. */
export class Anchors {
  readonly #bearers = new Map<string, Bearer>()
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

  /** The node that bears the anchor begins; from here on the name means it, until another takes the name. */
  open(name: string): Bearer {
    const bearer: Bearer = { anchored: undefined, nodes: 1 }
    this.#bearers.set(name, bearer)
    return bearer
  }

  /** What an alias stands for; not a copy. `offset` is the alias' place. */
  expand(name: string, offset: number): Anchored {
    const bearer = this.#bearers.get(name)
    if (!bearer) throw new YamlError(`unknown anchor '${name}' referenced`, offset)
    if (!bearer.anchored) throw new YamlError(`anchor '${name}' value contains itself`, offset)
    if (!this.#budget.expand(bearer.nodes)) {
      const hint = 'write the values out: so many copies look like an attack'
      throw new YamlError('document contains excessive aliasing', offset, hint)
    }
    return bearer.anchored
  }
}
