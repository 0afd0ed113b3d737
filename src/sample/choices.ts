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
 */
export function choices(clauses: readonly Clause[]): Generator<Need> {
  let steps = 0
  function* expand(todo: readonly Clause[], atoms: readonly Atom[]): Generator<Need> {
    if (steps++ > maxSteps) return
    const [first, ...rest] = todo
    if (!first) {
      const need = new Need(atoms)
      if (!need.isContradictory) yield need
      return
    }
    for (const { more, atom } of first.holds ? waysToHold(first.schema) : waysToFail(first.schema)) {
      const all = atom ? [...atoms, atom] : atoms
      if (atom && atoms.length > 0 && isDoomed(all)) continue
      yield* expand([...more, ...rest], all)
    }
  }
  return expand(clauses, [])
}

function isDoomed(atoms: readonly Atom[]): boolean {
  return atoms.some((atom) => atom.kind === 'absent') && new Need(atoms).isContradictory
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
  const any = schema.anyOf.map((branch) => [{ schema: branch, holds: true }])
  const one = schema.oneOf.map((branch, i) => [
    { schema: branch, holds: true },
    ...all(
      schema.oneOf.filter((_, other) => other !== i),
      false,
    ),
  ])
  for (const a of any.length > 0 ? any : [[]])
    for (const o of one.length > 0 ? one : [[]]) yield { atom, more: [...fixed, ...a, ...o] }
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
