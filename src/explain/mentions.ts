import type { FieldPath } from '../schema/field-step.ts'
import type { Schema } from '../schema/schema.ts'

/** Has it any alternatives? A quick look, for it is asked of every schema above every field. */
export function hasBranches({ raw }: Schema): boolean {
  return raw.anyOf !== undefined || raw.oneOf !== undefined || raw.not !== undefined
}

/** Do the alternatives of a schema (anyOf, oneOf, not) speak of the field at these steps below it? */
export function mentions(schema: Schema, steps: FieldPath): boolean {
  const branches = [...schema.anyOf, ...schema.oneOf, ...(schema.not ? [schema.not] : [])]
  return branches.some((branch) => speaksOf(branch, steps))
}

function speaksOf(root: Schema, path: FieldPath): boolean {
  const todo: { schema: Schema; at: number }[] = [{ schema: root, at: 0 }]
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { schema, at } = next
    const step = path[at]
    // It says something about the very value.
    if (!step) return true
    if ('property' in step && at === path.length - 1 && schema.required.includes(step.property)) return true
    const child = childAt(schema, step)
    if (child) todo.push({ schema: child, at: at + 1 })
    for (const branch of [...schema.allOf, ...schema.anyOf, ...schema.oneOf]) todo.push({ schema: branch, at })
    if (schema.not) todo.push({ schema: schema.not, at })
  }
  return false
}

function childAt(schema: Schema, step: FieldPath[number]): Schema | undefined {
  if ('property' in step) return schema.properties.get(step.property)
  if (step.each === 'item') return schema.items
  const values = schema.additionalProperties
  return typeof values === 'object' ? values : undefined
}
