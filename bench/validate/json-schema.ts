import { type Dict, isDict, isList, newDict, type Value } from '../../src/model/value.ts'

/**
 * The JSON schema that kubeconform needs for a version of a CRD, with what the API server means by it: fields that are
 * not declared are refused, int-or-string and nullable are spelled out.
 */
export function jsonSchema(schema: Dict): Dict {
  const out = converted(schema)
  const properties = isDict(out.properties) ? out.properties : newDict()
  const object = (): Dict => Object.assign(newDict(), { type: 'object' })
  const string = (): Dict => Object.assign(newDict(), { type: 'string' })
  out.properties = Object.assign(newDict(), properties, { apiVersion: string(), kind: string(), metadata: object() })
  return out
}

const kept = [
  'description',
  'enum',
  'format',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minItems',
  'minLength',
  'minProperties',
  'multipleOf',
  'pattern',
  'required',
]

function converted(schema: Dict): Dict {
  const out = newDict()
  for (const key of kept) if (schema[key] !== undefined) out[key] = schema[key]
  const { type } = schema
  if (schema['x-kubernetes-int-or-string'] === true) out.type = ['integer', 'string']
  else if (typeof type === 'string' && type !== '') out.type = schema.nullable === true ? [type, 'null'] : type
  // The bound that excludes itself is a flag in a CRD, and a number in JSON schema.
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (schema[bound] !== undefined) out[schema[exclusive] === true ? exclusive : bound] = schema[bound]
  }
  for (const key of ['items', 'not'] as const) if (isDict(schema[key])) out[key] = converted(schema[key])
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const list = schema[key]
    if (isList(list)) out[key] = list.map((branch: Value) => (isDict(branch) ? branchOf(branch) : branch))
  }
  if (isDict(schema.properties)) {
    out.properties = newDict()
    for (const [name, child] of Object.entries(schema.properties)) {
      if (isDict(child)) out.properties[name] = converted(child)
    }
  }
  const { additionalProperties: more } = schema
  if (isDict(more)) out.additionalProperties = converted(more)
  else if (typeof more === 'boolean') out.additionalProperties = more
  else if (out.properties && schema['x-kubernetes-preserve-unknown-fields'] !== true) out.additionalProperties = false
  return out
}

/** A branch narrows what the schema around it declares, so that it must not refuse fields of its own accord. */
function branchOf(schema: Dict): Dict {
  const out = converted(schema)
  const open = (value: Value | undefined): void => {
    if (!isDict(value)) return
    if (value.additionalProperties === false) delete value.additionalProperties
    for (const child of Object.values(isDict(value.properties) ? value.properties : {})) open(child as Value)
    open(value.items)
  }
  open(out)
  return out
}
