import { compileRules } from '../../src/cel/compile-rules.ts'
import { view } from '../../src/cel/data.ts'
import { environment } from '../../src/cel/environment.ts'
import type { CelValue } from '../../src/cel/value.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { fromPlain, isDict, isList, type Value } from '../../src/model/value.ts'
import { Schema } from '../../src/schema/schema.ts'
import type { Question } from '../../test/conformance/cel/evaluator.ts'
import type { Material } from '../../test/conformance/differential/material.ts'
import { isObject } from '../../test/conformance/mutate/json.ts'

/** The rules of one schema node with one value that they are run over. */
export interface Subject {
  question: Question
  /** One evaluation of each rule; undefined for those that do not run here. */
  ours: ((() => void) | undefined)[]
}

const callLimit = 1_000_000

/** Every node with rules of the CRDs' schemas, with the first value of it in their resources. */
export function subjectsOf(material: readonly Material[], measure: number): Subject[] {
  const out: Subject[] = []
  for (const { crd, resources } of material) {
    const seen = new Set<string>()
    for (const resource of resources) {
      const raw = fromPlain(schemaOf(crd, String(resource.apiVersion).split('/')[1]!) ?? null)
      if (!isDict(raw)) continue
      walk(new Schema(raw, [String(resource.apiVersion)]), resource, true, (schema, value, root) => {
        const key = schema.path.join('/')
        if (seen.has(key)) return
        seen.add(key)
        out.push(subject(schema, value, root, measure))
      })
    }
  }
  return out
}

function schemaOf(crd: Material['crd'], version: string): unknown {
  const spec = isObject(crd.spec) ? crd.spec : {}
  const versions = Array.isArray(spec.versions) ? spec.versions.filter(isObject) : []
  const holder = versions.find(({ name }) => name === version)?.schema
  return isObject(holder) ? holder.openAPIV3Schema : undefined
}

type Visit = (schema: Schema, value: Value, root: boolean) => void

function walk(schema: Schema, value: Value, root: boolean, visit: Visit): void {
  if (value === null) return
  if (schema.validations.length > 0) visit(schema, value, root)
  if (isList(value)) {
    const { items } = schema
    if (items) for (const item of value) walk(items, item, items.embeddedResource, visit)
  } else if (isDict(value)) {
    for (const [key, item] of Object.entries(value)) {
      const additional = schema.additionalProperties
      const child = schema.properties.get(key) ?? (typeof additional === 'object' ? additional : undefined)
      if (child) walk(child, item as Value, child.embeddedResource, visit)
    }
  }
}

/** Transition rules are run over the same value twice. */
function subject(schema: Schema, value: Value, root: boolean, measure: number): Subject {
  const text = marshal(value)
  const rules = schema.validations.map(({ rule }) => ({ rule }))
  const question = {
    schema: JSON.parse(marshal(schema.raw)),
    root,
    rules,
    values: [{ self: text, old: text }],
    measure,
  }
  const given: CelValue = view(value, schema, root)
  const compiled = compileRules(schema, root, environment(newestVersion.minor)) ?? []
  const ours = compiled.map(({ program }) => program && (() => void program.run([given, given], callLimit)))
  return { question, ours }
}
