import { type Type, types } from './types.ts'

/**
 * What is known of type parameters while an expression is checked.
 * Upstream: cel-go checker/types.go, mapping.go.
 */
export class Substitution {
  readonly #bound: Map<string, Type>
  /** What was bound on trial, with what it was before. */
  #trial: [string, Type | undefined][] | undefined
  #fresh = 0

  constructor(bound: Map<string, Type> = new Map()) {
    this.#bound = bound
  }

  fresh(): Type {
    return { kind: 'param', name: `_var${this.#fresh++}`, params: [] }
  }

  /** The type with all that is known put in; what stays unknown becomes dyn if asked to. */
  apply(type: Type, unknownIsDyn = false): Type {
    if (type.kind === 'param') {
      const bound = this.#bound.get(type.name)
      if (bound) return this.apply(bound, unknownIsDyn)
      return unknownIsDyn ? types.dyn : type
    }
    if (type.params.length === 0) return type
    const params = type.params.map((p) => this.apply(p, unknownIsDyn))
    return params.every((p, i) => p === type.params[i]) ? type : { ...type, params }
  }

  /** May a value of the second type stand where the first is wanted? What that binds is kept only if so. */
  assignable(to: Type, from: Type): boolean {
    return this.assignableAll([to], [from])
  }

  assignableAll(to: readonly Type[], from: readonly Type[]): boolean {
    this.#trial = []
    const holds = this.#allFit(to, from)
    if (!holds) {
      for (const [name, before] of this.#trial.reverse()) {
        if (before) this.#bound.set(name, before)
        else this.#bound.delete(name)
      }
    }
    this.#trial = undefined
    return holds
  }

  #allFit(to: readonly Type[], from: readonly Type[]): boolean {
    return to.length === from.length && to.every((type, i) => this.#fits(type, from[i]!))
  }

  #fits(a: Type, b: Type): boolean {
    if (a === b) return true
    if (b.kind === 'param') {
      const found = this.#substitutes(a, b)
      if (found.valid) return true
      if (found.known) return false
    }
    if (a.kind === 'param') return this.#substitutes(b, a).valid
    if (isDynOrError(a) || isDynOrError(b)) return true
    if (a.kind === 'null') return isNullable(b)
    if (b.kind === 'null') return isNullable(a)
    if (a.kind === 'type') return b.kind === 'type'
    return a.kind === b.kind && a.name === b.name && this.#allFit(a.params, b.params)
  }

  /** May the type stand for the parameter? Upstream: isValidTypeSubstitution. */
  #substitutes(type: Type, parameter: Type): { valid: boolean; known: boolean } {
    if (sameType(type, parameter)) return { valid: true, known: true }
    const bound = this.#bound.get(parameter.name)
    if (bound) {
      if (sameType(type, bound)) return { valid: true, known: true }
      if (!this.#fits(type, bound)) return { valid: false, known: true }
      const general = mostGeneral(type, bound)
      if (!this.#occurs(parameter, general)) this.#bind(parameter.name, general)
      return { valid: true, known: true }
    }
    if (this.#occurs(parameter, type)) return { valid: false, known: false }
    this.#bind(parameter.name, type)
    return { valid: true, known: false }
  }

  #bind(name: string, type: Type): void {
    this.#trial?.push([name, this.#bound.get(name)])
    this.#bound.set(name, type)
  }

  #occurs(parameter: Type, within: Type): boolean {
    if (sameType(parameter, within)) return true
    if (within.kind === 'param') {
      const bound = this.#bound.get(within.name)
      return bound !== undefined && this.#occurs(parameter, bound)
    }
    return within.params.some((p) => this.#occurs(parameter, p))
  }
}

export function isDyn(type: Type): boolean {
  return type.kind === 'dyn'
}

export function isDynOrError(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error'
}

function isNullable({ kind }: Type): boolean {
  return ['null', 'object', 'opaque', 'optional', 'timestamp', 'duration'].includes(kind)
}

/** Of two types that fit each other, the one that says less. */
export function mostGeneral(a: Type, b: Type): Type {
  return saysNoMore(a, b) ? a : b
}

/** Upstream: checker/types.go isEqualOrLessSpecific. */
function saysNoMore(a: Type, b: Type): boolean {
  if (a.kind === 'dyn' || a.kind === 'param') return true
  if (b.kind === 'dyn' || b.kind === 'param' || a.kind !== b.kind || a.name !== b.name) return false
  if (a.kind === 'type') return true
  return a.params.length === b.params.length && a.params.every((p, i) => saysNoMore(p, b.params[i]!))
}

/** Same structure and names. */
export function sameType(a: Type, b: Type): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.name === b.name &&
      a.params.length === b.params.length &&
      a.params.every((p, i) => sameType(p, b.params[i]!)))
  )
}
