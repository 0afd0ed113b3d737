import { charge, type Frame, InstantiationError, type Step } from './frame.ts'
import { goText } from './go-text.ts'
import { goTypeName } from './go-type.ts'
import { unwrapped } from './native.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  isFailure,
  noSuchOverload,
  Optional,
  typeName,
  Uint,
} from './value.ts'

type Root =
  | { kind: 'slot'; slot: number }
  | { kind: 'step'; run: Step }
  | { kind: 'choice'; condition: Step; yes: Attribute; no: Attribute }

/** A selection or an index. */
type Qualifier = { optional: boolean; test: boolean } & (
  | { key: CelValue; find: undefined }
  /** Finds the key while the rule runs, and counts what that costs. */
  | { key: undefined; find: Step }
)

/**
 * A value and the selections and indexes on it: one thing to cost counting, and to optional values. A selection on a
 * conditional is one on both of its branches. Upstream: cel-go interpreter/{planner,attributes,runtimecost}.go.
 */
export class Attribute {
  readonly #root: Root
  readonly #qualifiers: Qualifier[] = []
  #isTest = false

  constructor(root: Root) {
    this.#root = root
  }

  /** Throws an {@link InstantiationError} for a constant that can be no key. */
  select(key: CelValue, optional: boolean, test = false): this {
    const wrong = notAKey(key)
    if (wrong) throw new InstantiationError(wrong.message)
    return this.#add({ key, find: undefined, optional, test })
  }

  index(find: Step, optional: boolean): this {
    return this.#add({ key: undefined, find, optional, test: false })
  }

  #add(qualifier: Qualifier): this {
    const root = this.#root
    if (qualifier.test) this.#isTest = true
    if (root.kind === 'choice') {
      root.yes.#add(qualifier)
      root.no.#add(qualifier)
    } else this.#qualifiers.push(qualifier)
    return this
  }

  /** As a value: reading costs one more, but not of a conditional or a test, and one less when it is both. */
  get run(): Step {
    const read = this.read
    if (this.#root.kind === 'choice' && !this.#isTest) return read
    if (!this.#isTest) {
      return (frame) => {
        const value = read(frame)
        charge(frame, 1)
        return value
      }
    }
    const extra = this.#root.kind === 'choice' ? -1 : 0
    return (frame) => {
      const value = read(frame)
      charge(frame, extra)
      return value instanceof Optional ? value.value !== undefined : value
    }
  }

  /** As part of something else. */
  get read(): Step {
    const root = this.#root
    const qualifiers = this.#qualifiers
    if (root.kind === 'choice') return choice(root.condition, root.yes.read, root.no.read)
    const names = plainNames(qualifiers)
    if (root.kind === 'slot') {
      const { slot } = root
      if (qualifiers.length === 0) return (frame) => plain(frame.slots[slot]!)
      if (names) return (frame) => walk(frame, frame.slots[slot]!, names, qualifiers)
      return (frame) => qualified(frame, frame.slots[slot]!, qualifiers)
    }
    const { run } = root
    if (qualifiers.length === 0) return (frame) => plain(run(frame))
    return (frame) => qualified(frame, run(frame), qualifiers)
  }
}

function choice(condition: Step, yes: Step, no: Step): Step {
  return (frame) => {
    const chosen = condition(frame)
    if (chosen === true) return yes(frame)
    if (chosen === false) return no(frame)
    return isFailure(chosen) ? chosen : noSuchOverload
  }
}

/** An optional that is read loses the schema of what is in it. */
function plain(value: CelValue): CelValue {
  return value instanceof Optional && value.value !== undefined ? new Optional(unwrapped(value.value)) : value
}

/** The names when there is nothing but selections by name. */
function plainNames(qualifiers: readonly Qualifier[]): readonly string[] | undefined {
  const names: string[] = []
  for (const { key, optional, test } of qualifiers) {
    if (typeof key !== 'string' || optional || test) return undefined
    names.push(key)
  }
  return names
}

/** The way of most: fields of objects. */
function walk(frame: Frame, root: CelValue, names: readonly string[], qualifiers: readonly Qualifier[]): CelValue {
  if (!(root instanceof CelMap)) return qualified(frame, root, qualifiers)
  let of: CelValue = root
  for (let i = 0; i < names.length; i++) {
    charge(frame, 1)
    const name = names[i]!
    const value: CelValue | undefined = of instanceof CelMap ? of.get(name) : qualify(of, name)
    if (value === undefined) return new CelFailure(`no such key: ${name}`)
    if (value instanceof CelFailure) return value
    of = value
  }
  return of
}

function qualified(frame: Frame, root: CelValue, qualifiers: readonly Qualifier[]): CelValue {
  if (isFailure(root)) return root
  let of: CelValue = root
  let isOptional = root instanceof Optional
  if (root instanceof Optional) {
    if (root.value === undefined) return root
    of = unwrapped(root.value)
  }
  for (const { key: constant, find, optional, test } of qualifiers) {
    const key = find ? find(frame) : constant
    const wrong = find && notAKey(key!)
    if (optional) isOptional = true
    if (!isOptional) charge(frame, 1)
    if (wrong) return wrong
    if (isFailure(of)) return of
    if (!isOptional) {
      const value = test ? presence(of, key!) : qualify(of, key!)
      // An item that is an error is found, and looked into.
      if (value instanceof CelFailure && !isWithin(of, key!)) return value
      of = value
      continue
    }
    const value = lookUp(of, key!)
    if (value === undefined) return Optional.none
    if (value instanceof CelFailure && !(of instanceof CelList && isIndex(key!))) return value
    charge(frame, 1)
    of = value
  }
  return isOptional ? new Optional(of) : of
}

function presence(of: CelValue, key: CelValue): CelValue {
  const value = lookUp(of, key)
  return isFailure(value) ? value : value !== undefined
}

/** Upstream: attributes.go refQualify. */
function qualify(of: CelValue, key: CelValue): CelValue {
  const value = lookUp(of, key)
  if (value !== undefined) return value
  return new CelFailure(`${of instanceof CelList ? 'index out of bounds' : 'no such key'}: ${goText(key)}`)
}

/** Undefined when it is not there. */
function lookUp(of: CelValue, key: CelValue): CelValue | undefined {
  if (of instanceof CelMap) return of.get(key)
  if (!(of instanceof CelList)) return undefined
  const index = indexOf(key)
  if (isFailure(index)) return index
  return index >= 0 && index < of.size ? of.get(key) : undefined
}

function isIndex(key: CelValue): boolean {
  return !isFailure(indexOf(key))
}

function isWithin(of: CelValue, key: CelValue): boolean {
  if (!(of instanceof CelList)) return false
  const index = indexOf(key)
  return !isFailure(index) && index >= 0 && index < of.size
}

const maxInt64 = 2n ** 63n

function indexOf(key: CelValue): number | CelFailure {
  if (typeof key === 'bigint') return Number(key)
  if (typeof key === 'number' && Number.isInteger(key) && Math.abs(key) < 2 ** 63) return key
  if (key instanceof Uint && key.value < maxInt64) return Number(key.value)
  if (typeof key === 'number' || key instanceof Uint) {
    return new CelFailure(`unsupported index value ${goText(key)} in list`)
  }
  return new CelFailure(`unsupported index type '${typeName(key)}' in list`)
}

function notAKey(key: CelValue): CelFailure | undefined {
  switch (typeof key) {
    case 'string':
    case 'bigint':
    case 'number':
    case 'boolean':
      return undefined
  }
  if (isFailure(key)) return key
  return key instanceof Uint ? undefined : new CelFailure(`invalid qualifier type: ${goTypeName(key)}`)
}
