import type { Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { type Clause, clause } from './clause.ts'

/** One thing that has to be so, without alternatives. */
export type Atom =
  /** The schema's own keywords hold; its combinators have atoms of their own. */
  | { kind: 'fits'; schema: Schema }
  | { kind: 'absent'; name: string }
  /** The property is there, and the schema does not fit it. */
  | { kind: 'unfit'; name: string; schema: Schema }
  /** There is an item, or an entry of a map, that the schema does not fit. */
  | { kind: 'unfit-item' | 'unfit-entry'; schema: Schema }
  /** None of these keywords, which are about scalars, holds. */
  | { kind: 'fails'; schema: Schema }

/** What a value must be like: atoms taken together. The first schema that fits is the one that declares the value. */
export class Need {
  readonly schemas: readonly Schema[]
  readonly atoms: readonly Atom[]
  readonly required: ReadonlySet<string>
  readonly absent: ReadonlySet<string>

  constructor(atoms: readonly Atom[]) {
    this.atoms = atoms
    this.schemas = atoms.flatMap((atom) => (atom.kind === 'fits' ? [atom.schema] : []))
    this.absent = new Set(atoms.flatMap((atom) => (atom.kind === 'absent' ? [atom.name] : [])))
    const unfit = atoms.flatMap((atom) => (atom.kind === 'unfit' ? [atom.name] : []))
    this.required = new Set([...this.schemas.flatMap((schema) => schema.required), ...unfit])
  }

  /** The JSON types that all schemas allow; undefined when none says. */
  get types(): readonly string[] | undefined {
    let types: readonly string[] | undefined
    for (const schema of this.schemas) {
      const own = schema.intOrString ? ['integer', 'string'] : schema.type === '' ? undefined : [schema.type]
      if (own) types = types ? common(types, own) : own
    }
    return types
  }

  /** The greatest of the schemas' lower bounds. */
  least(bound: (schema: Schema) => number | undefined): number | undefined {
    const known = this.schemas.flatMap((schema) => bound(schema) ?? [])
    return known.length === 0 ? undefined : Math.max(...known)
  }

  /** The smallest of the schemas' upper bounds. */
  most(bound: (schema: Schema) => number | undefined): number | undefined {
    const known = this.schemas.flatMap((schema) => bound(schema) ?? [])
    return known.length === 0 ? undefined : Math.min(...known)
  }

  /** Every property that a schema speaks of, in the order of the CRD. */
  get names(): Iterable<string> {
    return new Set(this.schemas.flatMap((schema) => schema.properties.keys()))
  }

  /** What a property or an entry must be like; undefined when it would not be kept. */
  property(name: string): Clause[] | undefined {
    const out: Clause[] = []
    let anything = false
    for (const schema of this.schemas) {
      const values = schema.additionalProperties
      const child = schema.properties.get(name) ?? (typeof values === 'object' ? values : undefined)
      if (child) out.push({ schema: child, holds: true })
      anything ||= values === true || schema.preserveUnknownFields
    }
    if (out.length === 0) {
      if (!anything) return undefined
      out.push(clause({ 'x-kubernetes-preserve-unknown-fields': true }))
    }
    for (const atom of this.atoms)
      if (atom.kind === 'unfit' && atom.name === name) out.push({ schema: atom.schema, holds: false })
    return out
  }

  /** What every entry of a map must be like; undefined when it is no map. */
  get entries(): Clause[] | undefined {
    const out = this.schemas.flatMap(({ additionalProperties: values }) =>
      typeof values === 'object' ? [{ schema: values, holds: true }] : [],
    )
    return out.length === 0 ? undefined : out
  }

  /** What every item of a list must be like. */
  get items(): Clause[] {
    const out = this.schemas.flatMap(({ items }) => (items ? [{ schema: items, holds: true }] : []))
    return out.length === 0 ? [clause({ 'x-kubernetes-preserve-unknown-fields': true })] : out
  }

  /** Values that it must not have. */
  get refused(): readonly Value[] {
    return this.atoms.flatMap((atom) => (atom.kind === 'fails' ? (atom.schema.enum ?? []) : []))
  }

  /** What one of the items, or entries, must be like besides. */
  oneOf(kind: 'unfit-item' | 'unfit-entry'): Clause[] {
    return this.atoms.flatMap((atom) => (atom.kind === kind ? [{ schema: atom.schema, holds: false }] : []))
  }

  /** Is there a property that has to be there and must not be, or that would not be kept? */
  get isContradictory(): boolean {
    for (const name of this.absent) {
      if (this.required.has(name)) return true
      const [declared] = this.schemas
      if ((declared?.properties.get(name)?.default ?? null) !== null) return true
    }
    return this.types?.length === 0
  }
}

/** The types in both; an integer is a number too. */
function common(types: readonly string[], others: readonly string[]): readonly string[] {
  const among = (type: string, all: readonly string[]) =>
    all.includes(type) || (type === 'integer' && all.includes('number'))
  return [...new Set([...types.filter((type) => among(type, others)), ...others.filter((type) => among(type, types))])]
}
