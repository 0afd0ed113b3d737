import { compareText } from '../model/go/utf8.ts'
import { builtInFields, embeddedFields } from './built-in-fields.ts'
import { eachItem, eachValue, type FieldPath, type FieldStep } from './field-step.ts'
import type { Schema } from './schema.ts'

/** One field of a resource, with every schema that always holds for it. */
export interface FieldNode {
  /** The property, `[]` for the items of a list, `*` for the values of a map, '' at the root. */
  name: string
  step: FieldStep | undefined
  parent: FieldNode | undefined
  /** 0 at the root. */
  depth: number
  /** The schema that declares it, then the branches of `allOf` (here and above) that speak of it. */
  schemas: readonly [Schema, ...Schema[]]
  /** The parent lists it as required. */
  required: boolean
  /** Declared by Kubernetes rather than by the CRD. */
  builtIn: boolean
  /** Declared by a branch alone (schemas that are not structural). */
  branch: 'anyOf' | 'oneOf' | undefined
}

/** Schemas nested deeper than this are not walked; the deepest real ones have some 30 levels. */
export const deepest = 1000

/** The root of a resource. Without a schema anything goes, beside what every object has. */
export function rootNode(schema: Schema): FieldNode {
  return {
    name: '',
    step: undefined,
    parent: undefined,
    depth: 0,
    schemas: withAllOf([schema]),
    required: true,
    builtIn: false,
    branch: undefined,
  }
}

/**
 * The fields below a node: properties in byte order, then the items or the values. The root and embedded resources
 * have apiVersion, kind and metadata even if the CRD does not say so (upstream: apiextensions-apiserver
 * pkg/controller/openapi/builder, which replaces metadata; here what the CRD says about its name still holds).
 */
export function childrenOf(node: FieldNode): readonly FieldNode[] {
  let children = known.get(node)
  if (!children) known.set(node, (children = findChildren(node)))
  return children
}

const known = new WeakMap<FieldNode, FieldNode[]>()

function findChildren(node: FieldNode): FieldNode[] {
  if (node.depth >= deepest) return []
  const found = new Map<string, { schemas: Schema[]; builtIn: boolean; branch: FieldNode['branch'] }>()
  const collect = (schema: Schema, branch: FieldNode['branch']) => {
    for (const [name, child] of schema.properties) {
      const entry = found.get(name)
      if (!entry) found.set(name, { schemas: [child], builtIn: false, branch })
      else if (branch === undefined) entry.schemas.push(child)
    }
  }
  for (const schema of node.schemas) collect(schema, undefined)
  for (const { schema, branch } of branchesOf(node.schemas)) collect(schema, branch)
  const isObject = node.parent === undefined || node.schemas.some((schema) => schema.embeddedResource)
  if (isObject && !node.builtIn) {
    for (const [name, schema] of node.parent === undefined ? builtInFields : embeddedFields) {
      const own = found.get(name)
      // What the CRD says about metadata and the others comes first; Kubernetes' own words stand in where it is silent.
      const schemas = own ? [...own.schemas, schema] : [schema]
      found.set(name, { schemas, builtIn: !own || name === 'metadata', branch: undefined })
    }
  }
  const required = new Set(node.schemas.flatMap((schema) => schema.required))
  const children = [...found.keys()].sort(compareText).map((name) => {
    const { schemas, builtIn, branch } = found.get(name)!
    const implied = isObject && !node.builtIn && node.parent !== undefined && (name === 'apiVersion' || name === 'kind')
    return child(node, { property: name }, schemas, {
      required: required.has(name) || implied,
      builtIn: builtIn || node.builtIn,
      branch,
    })
  })
  for (const step of [eachItem, eachValue] as const) {
    const below = node.schemas.flatMap((schema) =>
      step === eachItem ? (schema.items ?? []) : (valuesOf(schema) ?? []),
    )
    if (below.length > 0) {
      children.push(child(node, step, below, { required: false, builtIn: node.builtIn, branch: undefined }))
    }
  }
  return children
}

function valuesOf(schema: Schema): Schema | undefined {
  const values = schema.additionalProperties
  return typeof values === 'object' ? values : undefined
}

function child(
  parent: FieldNode,
  step: FieldStep,
  schemas: Schema[],
  rest: Pick<FieldNode, 'required' | 'builtIn' | 'branch'>,
): FieldNode {
  const name = 'property' in step ? step.property : step.each === 'item' ? '[]' : '*'
  return { name, step, parent, depth: parent.depth + 1, schemas: withAllOf(schemas), ...rest }
}

function withAllOf(schemas: Schema[]): [Schema, ...Schema[]] {
  const out: Schema[] = []
  const todo = [...schemas].reverse()
  for (let next = todo.pop(); next; next = todo.pop()) {
    out.push(next)
    for (let i = next.allOf.length - 1; i >= 0; i--) todo.push(next.allOf[i]!)
  }
  return out as [Schema, ...Schema[]]
}

/** The branches of anyOf and oneOf, those within them included. */
function branchesOf(schemas: readonly Schema[]): { schema: Schema; branch: 'anyOf' | 'oneOf' }[] {
  const out: { schema: Schema; branch: 'anyOf' | 'oneOf' }[] = []
  const todo = [...schemas]
  for (let next = todo.pop(); next; next = todo.pop()) {
    for (const branch of ['anyOf', 'oneOf'] as const) {
      for (const schema of next[branch]) {
        out.push({ schema, branch })
        todo.push(schema, ...schema.allOf)
      }
    }
  }
  return out
}

/** The properties below a node, as people count them: its own, then those of its items or values, and so on. */
export function propertiesOf(node: FieldNode): FieldNode[] {
  const out: FieldNode[] = []
  const todo = [node]
  for (let at = todo.pop(); at; at = todo.pop()) {
    for (const child of childrenOf(at)) {
      if (child.step && 'property' in child.step) out.push(child)
      else todo.push(child)
    }
  }
  return out
}

/** All fields below a node (not itself), each before its own fields. `into` says whether to go on below one. */
export function* walk(root: FieldNode, into: (node: FieldNode) => boolean = () => true): Generator<FieldNode> {
  const todo = [...childrenOf(root)].reverse()
  for (let node = todo.pop(); node; node = todo.pop()) {
    yield node
    if (!into(node)) continue
    const below = childrenOf(node)
    for (let i = below.length - 1; i >= 0; i--) todo.push(below[i]!)
  }
}

export function stepsOf(node: FieldNode): FieldPath {
  const steps: FieldStep[] = []
  for (let at: FieldNode | undefined = node; at?.step; at = at.parent) steps.push(at.step)
  return steps.reverse()
}
