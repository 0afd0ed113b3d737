import type { Path } from '../model/path.ts'
import { eachItem, type FieldPath } from '../schema/field-step.ts'
import type { Schema } from '../schema/schema.ts'
import type { Parent } from './edit.ts'
import { isTouched, readsOf } from './reads.ts'

/** Something above a field that may judge otherwise when the field's value is another. */
export interface Touched {
  /** As people are told: `the rule self.a > 1`. */
  words: string
  /** In the new document. */
  path: Path
}

/** What in the new schemas above a place looks at its value, or at whether it has one. */
export function touchedBy(path: FieldPath, parents: readonly Parent[], minor: number): Touched[] {
  return parents.flatMap(({ old, new: { own, parts }, depth }) => {
    const below = path.slice(depth)
    // What is new is judged by itself.
    const known = new Set(old.own.validations.map(({ rule }) => rule))
    const rules = own.validations.flatMap((rule, i) => {
      if (!known.has(rule.rule)) return []
      const reads = readsOf(rule.rule, minor)
      if (reads && !isTouched(below, reads)) return []
      return [{ words: 'a rule', path: [...own.path, 'x-kubernetes-validations', i] }]
    })
    const rest = parts.flatMap((part) => combinators(part, below))
    return [...rules, ...rest]
  })
}

function combinators(schema: Schema, below: FieldPath): Touched[] {
  const out: Touched[] = []
  const add = (key: string) => out.push({ words: key, path: [...schema.path, key] })
  if (below.length === 1)
    for (const key of ['minProperties', 'maxProperties'] as const) if (schema[key] !== undefined) add(key)
  if (schema.enum) add('enum')
  for (const key of ['anyOf', 'oneOf'] as const) if (schema[key].some((branch) => speaksOf(branch, below))) add(key)
  if (schema.not && speaksOf(schema.not, below)) add('not')
  if (schema.allOf.some((branch) => speaksOf(branch, below))) add('allOf')
  return out
}

/** Does a branch of a combinator judge this place, or whether it is there? */
function speaksOf(schema: Schema, below: FieldPath): boolean {
  const [step, ...rest] = below
  if (step === undefined) return Object.keys(schema.raw).length > 0
  if (combinators(schema, below).length > 0) return true
  if ('property' in step) {
    if (rest.length === 0 && schema.required.includes(step.property)) return true
    const child = schema.properties.get(step.property)
    if (child) return speaksOf(child, rest)
  }
  const child =
    step === eachItem || ('each' in step && step.each === 'item') ? schema.items : schema.additionalProperties
  return typeof child === 'object' && speaksOf(child, rest)
}
