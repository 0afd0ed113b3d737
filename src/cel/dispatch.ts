import type { Declared } from './environment.ts'
import type { Run } from './library/core-overload.ts'
import { isReceiver } from './traits.ts'
import { CelFailure, type CelValue, isFailure, noSuchOverload, typeName } from './value.ts'

/**
 * What a call does at run time: the overload that the checker found, or of several the first that takes the values.
 * Upstream: cel-go common/decls/decls.go Bindings, interpreter/planner.go planCall.
 */
export function dispatcher(name: string, declared: readonly Declared[], ids: readonly string[]): Run {
  const [first] = declared
  if (!first) return () => noSuchOverload
  if (first.singleton) return singleton(name, first)
  const chosen = ids.length === 1 ? declared.find(({ overload }) => overload.id === ids[0]) : undefined
  const only = chosen ?? (declared.length === 1 ? first : undefined)
  return only ? guarded(name, only) : anyOf(name, declared)
}

function singleton(name: string, { run, singleton: trait }: Declared): Run {
  const none = new CelFailure(`no such overload: ${name}`)
  return (...args) => {
    const first = args[0]!
    if (trait!(first)) return run(...args)
    return isFailure(first) ? first : isReceiver(first) ? noSuchOverload : none
  }
}

function guarded(name: string, { run, tests }: Declared): Run {
  const [first, second] = tests
  if (tests.length === 1) return (a) => (first!(a!) ? run(a!) : noOverload(name, [a!]))
  if (tests.length === 2) return (a, b) => (first!(a!) && second!(b!) ? run(a!, b!) : noOverload(name, [a!, b!]))
  return (...args) => (args.every((arg, i) => tests[i]!(arg)) ? run(...args) : noOverload(name, args))
}

function anyOf(name: string, declared: readonly Declared[]): Run {
  return (...args) => {
    for (const { tests, run } of declared) {
      if (tests.length === args.length && args.every((arg, i) => tests[i]!(arg))) return run(...args)
    }
    return noOverload(name, args)
  }
}

/** The first of errors, or that there is no such overload. */
function noOverload(name: string, args: readonly CelValue[]): CelFailure {
  return args.find(isFailure) ?? new CelFailure(`no such overload: ${name}(${args.map(typeName).join(', ')})`)
}
