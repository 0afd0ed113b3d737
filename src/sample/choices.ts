import { newDict } from '../model/value.ts'
import { Schema } from '../schema/schema.ts'
import { type Clause, clause } from './clause.ts'
import { type Atom, Need } from './need.ts'

/** So many steps are taken in all before the search for more choices ends. */
const maxSteps = 5_000

/**
 * All the ways in which clauses can hold together: for each anyOf one of its branches, for each oneOf one branch and none
 * of the others, for a schema that must not hold one keyword of it that does not. Branches come in the order of the
 * CRD; what contradicts itself is left out.
 * @param clauses that of the schema which declares the value first; so it is in every need
 */
export function choices(clauses: readonly Clause[]): Generator<Need> {
  let steps = 0
  function* expand(todo: Todo, atoms: readonly Atom[]): Generator<Need> {
    if (steps++ > maxSteps) return
    const next = todo.plain ?? todo.open
    if (!next) {
      const need = new Need(atoms)
      if (!need.isContradictory) yield need
      return
    }
    const { first } = next
    const rest = todo.plain ? { ...todo, plain: next.rest } : { ...todo, open: next.rest }
    for (const { more, atom } of first.holds ? waysToHold(first.schema) : waysToFail(first.schema)) {
      if (atom && atoms.some((other) => contradict(atom, other) || contradict(other, atom))) continue
      yield* expand(withMore(rest, more), atom ? [...atoms, atom] : atoms)
    }
  }
  const [declared, ...others] = clauses
  const rest = withMore({ plain: undefined, open: undefined }, others)
  return expand(declared ? { ...rest, plain: { first: declared, rest: rest.plain } } : rest, [])
}

/** Clauses that have not been looked at. Those without alternatives come first: they soon tell which alternatives are none. */
interface Todo {
  plain: Queue
  open: Queue
}

type Queue = { first: Clause; rest: Queue } | undefined

function withMore({ plain, open }: Todo, more: readonly Clause[]): Todo {
  const out = { plain, open }
  for (let i = more.length - 1; i >= 0; i--) {
    const first = more[i]!
    if (isOpen(first)) out.open = { first, rest: out.open }
    else out.plain = { first, rest: out.plain }
  }
  return out
}

/** Are there several ways for it to be as it should? */
function isOpen({ schema, holds }: Clause): boolean {
  if (holds) return schema.anyOf.length > 1 || schema.oneOf.length > 1
  const { raw, required } = schema
  return Object.keys(raw).length > 1 || required.length > 1 || !('required' in raw || 'not' in raw || 'anyOf' in raw)
}

/** A property that has to be there, and must not be: seen early, for most choices end so. */
function contradict(atom: Atom, other: Atom): boolean {
  if (atom.kind !== 'absent') return false
  if (other.kind === 'unfit') return other.name === atom.name
  return other.kind === 'fits' && other.schema.required.includes(atom.name)
}

interface Way {
  /** What has to be so as well. */
  more: readonly Clause[]
  atom?: Atom
}

function* waysToHold(schema: Schema): Generator<Way> {
  const atom: Atom = { kind: 'fits', schema }
  const fixed: Clause[] = all(schema.allOf, true)
  if (schema.not) fixed.push({ schema: schema.not, holds: false })
  const { anyOf, oneOf } = schema
  const any = anyOf.length === 0 ? [[]] : anyOf.map((branch) => all([branch], true))
  for (const a of any) {
    if (oneOf.length === 0) yield { atom, more: [...fixed, ...a] }
    for (const branch of oneOf) {
      const others = oneOf.filter((other) => other !== branch)
      yield { atom, more: [...fixed, ...a, { schema: branch, holds: true }, ...all(others, false)] }
    }
  }
}

function all(schemas: readonly Schema[], holds: boolean): Clause[] {
  return schemas.map((schema) => ({ schema, holds }))
}

function* waysToFail(schema: Schema): Generator<Way> {
  for (const name of schema.required) yield { atom: { kind: 'absent', name }, more: [] }
  for (const [name, child] of schema.properties) yield { atom: { kind: 'unfit', name, schema: child }, more: [] }
  const { items, additionalProperties: values } = schema
  if (items) yield { atom: { kind: 'unfit-item', schema: items }, more: [] }
  if (typeof values === 'object') yield { atom: { kind: 'unfit-entry', schema: values }, more: [] }
  for (const key of ['enum', 'pattern', 'format', 'multipleOf', 'type']) {
    const keyword = schema.raw[key]
    if (keyword === undefined) continue
    const raw = Object.assign(newDict(), { [key]: keyword })
    // A format is enforced on what is declared as text.
    if (key === 'format') raw.type = schema.type === '' ? 'string' : schema.type
    yield { atom: { kind: 'fails', schema: new Schema(raw) }, more: [] }
  }
  for (const opposite of opposites(schema)) yield { more: [clause(opposite)] }
  for (const branch of schema.allOf) yield { more: [{ schema: branch, holds: false }] }
  if (schema.anyOf.length > 0) yield { more: all(schema.anyOf, false) }
  if (schema.oneOf.length > 0) yield* failOneOf(schema.oneOf)
  if (schema.not) yield { more: [{ schema: schema.not, holds: true }] }
}

function* failOneOf(branches: readonly Schema[]): Generator<Way> {
  yield { more: all(branches, false) }
  for (let i = 0; i < branches.length; i++)
    for (let j = i + 1; j < branches.length; j++) yield { more: all([branches[i]!, branches[j]!], true) }
}

/** Bounds that are broken exactly when another bound holds. */
function opposites(schema: Schema): object[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = schema
  const out: object[] = []
  if (minimum !== undefined) out.push({ maximum: minimum, exclusiveMaximum: !schema.exclusiveMinimum })
  if (maximum !== undefined) out.push({ minimum: maximum, exclusiveMinimum: !schema.exclusiveMaximum })
  if (minLength !== undefined) out.push({ maxLength: minLength - 1 })
  if (maxLength !== undefined) out.push({ minLength: maxLength + 1 })
  if (minItems !== undefined) out.push({ maxItems: minItems - 1 })
  if (maxItems !== undefined) out.push({ minItems: maxItems + 1 })
  if (minProperties !== undefined) out.push({ maxProperties: minProperties - 1 })
  if (maxProperties !== undefined) out.push({ minProperties: maxProperties + 1 })
  return out
}
