import type { Type } from './types.ts'

/**
 * What is known of type parameters while an expression is checked.
 * Upstream: cel-go checker/types.go internalIsAssignable, mapping.go.
 */
export class Substitution {
  readonly #bound: Map<string, Type>
  #fresh: number

  constructor(bound: Map<string, Type> = new Map(), fresh = 0) {
    this.#bound = bound
    this.#fresh = fresh
  }

  copy(): Substitution {
    return new Substitution(new Map(this.#bound), this.#fresh)
  }

  /** Takes over what another one found out. */
  adopt(other: Substitution): void {
    this.#bound.clear()
    for (const [name, type] of other.#bound) this.#bound.set(name, type)
    this.#fresh = other.#fresh
  }

  fresh(): Type {
    return { kind: 'param', name: `_var${this.#fresh++}`, params: [] }
  }

  /** The type with all that is known put in; what stays unknown becomes dyn if asked to. */
  apply(type: Type, unknownIsDyn = false): Type {
    if (type.kind === 'param') {
      const bound = this.#bound.get(type.name)
      if (bound) return this.apply(bound, unknownIsDyn)
      return unknownIsDyn ? dyn : type
    }
    if (type.params.length === 0) return type
    return { ...type, params: type.params.map((p) => this.apply(p, unknownIsDyn)) }
  }

  /** May a value of the second type stand where the first is wanted? Binds parameters on the way. */
  assignable(to: Type, from: Type): boolean {
    const a = this.#resolve(to)
    const b = this.#resolve(from)
    if (a.kind === 'param') return this.#bind(a, b)
    if (b.kind === 'param') return this.#bind(b, a)
    if (isDyn(a) || isDyn(b)) return true
    if (b.kind === 'null') return a.kind === 'null' || acceptsNull(a)
    if (a.kind === 'null') return acceptsNull(b)
    if (a.kind !== b.kind || a.name !== b.name || a.params.length !== b.params.length) return false
    if (a.kind === 'type') return true
    return a.params.every((p, i) => this.assignable(p, b.params[i]!))
  }

  #resolve(type: Type): Type {
    let at = type
    for (;;) {
      const next = at.kind === 'param' ? this.#bound.get(at.name) : undefined
      if (!next) return at
      at = next
    }
  }

  #bind(variable: Type, type: Type): boolean {
    if (type.kind === 'param' && type.name === variable.name) return true
    if (this.#occurs(variable.name, type)) return false
    this.#bound.set(variable.name, type)
    return true
  }

  #occurs(name: string, type: Type): boolean {
    const at = this.#resolve(type)
    return at.kind === 'param' ? at.name === name : at.params.some((p) => this.#occurs(name, p))
  }
}

const dyn: Type = { kind: 'dyn', name: 'dyn', params: [] }

export function isDyn(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error'
}

/** Wrappers, messages, well-known types, and opaque ones, optionals among them, may be null. */
function acceptsNull(type: Type): boolean {
  return nullable.has(type.kind)
}
const nullable = new Set<Type['kind']>(['object', 'opaque', 'optional', 'timestamp', 'duration'])

/** Same structure, parameters aside from what they are bound to. */
export function sameType(a: Type, b: Type): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.params.length === b.params.length &&
    a.params.every((p, i) => sameType(p, b.params[i]!))
  )
}
