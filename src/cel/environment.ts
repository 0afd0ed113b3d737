import { kubernetesLibraries } from './kubernetes/libraries.ts'
import type { Library } from './kubernetes/overload.ts'
import { coreExtensions, standard } from './library/core-libraries.ts'
import type { CoreOverload, Run } from './library/core-overload.ts'
import { libraryValues } from './library-values.ts'
import { runtimeTest } from './runtime-type.ts'
import type { Trait } from './traits.ts'
import { readType, type Type, types } from './types.ts'
import type { CelValue } from './value.ts'

/** One overload with its types read. */
export interface Declared {
  overload: Signature
  args: readonly Type[]
  result: Type
  /** Names of its type parameters. */
  params: readonly string[]
  run: Run
  /** When all overloads of the function are run alike: what the first argument must have. */
  singleton: Trait | undefined
  /** Of each argument: does a value fit its type? */
  tests: readonly ((value: CelValue) => boolean)[]
}

interface Signature {
  function: string
  id: string
  member: boolean
  args: readonly string[]
  result: string
}

/** The functions that rules may use; macros are the parser's. */
export interface Environment {
  /** The compatibility version that decides which libraries are there. */
  minor: number
  functions: ReadonlyMap<string, readonly Declared[]>
}

const environments = new Map<number, Environment>()

/**
 * The functions of a Kubernetes minor version. Rules of new CRDs are compiled at the version before the server's, rules
 * that are stored at all the server knows. Upstream: apiserver/pkg/cel/environment/base.go.
 */
export function environment(minor: number): Environment {
  const known = environments.get(minor)
  if (known) return known
  const functions = new Map<string, Declared[]>()
  const add = (overload: Signature, run: Run, core?: CoreOverload) => {
    const declared = declare(overload, run, core)
    const list = functions.get(overload.function)
    if (list) list.push(declared)
    else functions.set(overload.function, [declared])
  }
  const addCore = (overloads: readonly CoreOverload[]) => {
    for (const o of overloads) add(o, o.run, o)
  }
  const addLibrary = ({ overloads }: Library) => {
    for (const o of overloads) add(o, (...args) => o.call(libraryValues, args))
  }
  // Of several overloads that fit, the first decides what a type parameter is: the order is upstream's.
  const libraries = kubernetesLibraries(minor)
  addCore(standard)
  for (const library of libraries) if (library.since === 0) addLibrary(library)
  for (const overloads of coreExtensions(minor)) addCore(overloads)
  for (const library of libraries) if (library.since > 0) addLibrary(library)
  const made = { minor, functions }
  environments.set(minor, made)
  return made
}

function declare(overload: Signature, run: Run, core: CoreOverload | undefined): Declared {
  const args = overload.args.map(readType)
  const result = readType(overload.result)
  const params = new Set<string>()
  const collect = (type: Type) => {
    if (type.kind === 'param') params.add(type.name)
    for (const p of type.params) collect(p)
  }
  for (const type of [...args, result]) collect(type)
  const tests = args.map((type) => runtimeTest(core?.unguarded ? types.dyn : type))
  return { overload, args, result, params: [...params], run, singleton: core?.singleton, tests }
}
