import type { Path } from '../model/path.ts'
import { eachItem, type FieldPath } from '../schema/field-step.ts'
import type { Schema } from '../schema/schema.ts'
import type { Parent } from './edit.ts'
import { isKnown } from './keywords/rules.ts'
import { isTouched, readsOf } from './reads.ts'
import type { Site } from './site.ts'

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
    const rules = own.validations.flatMap((rule, i) => {
      if (!isKnown(rule, old.own.validations)) return []
      const reads = readsOf(rule.rule, minor)
      if (reads && !isTouched(below, reads)) return []
      return [{ words: 'a rule', path: [...own.path, 'x-kubernetes-validations', i] }]
    })
    const rest = parts.flatMap((part) => combinators(part, below))
    return [...rules, ...rest]
  })
}

/** The same, and the rules about changes at the place and below it: they have an old value where there was none. */
export function touchedByDefault(path: FieldPath, parents: readonly Parent[], site: Site, minor: number): Touched[] {
  return [...touchedBy(path, parents, minor), ...transitions(site.own)]
}

function transitions(schema: Schema): Touched[] {
  const out: Touched[] = []
  const todo = [schema]
  for (let at = todo.pop(); at; at = todo.pop()) {
    for (const [i, { rule }] of at.validations.entries())
      if (/\boldSelf\b/.test(rule))
        out.push({ words: 'a rule about changes', path: [...at.path, 'x-kubernetes-validations', i] })
    for (const [, property] of at.properties) todo.push(property)
    if (at.items) todo.push(at.items)
    if (typeof at.additionalProperties === 'object') todo.push(at.additionalProperties)
  }
  return out
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
