/** One step down a schema: into a property, into the items of a list, or into the values of a map. */
export type FieldStep = { readonly property: string } | { readonly each: 'item' | 'value' }

/** Where a field is in a schema. Unlike a `Path` it names no index and no key. */
export type FieldPath = readonly FieldStep[]

export const eachItem: FieldStep = { each: 'item' }
export const eachValue: FieldStep = { each: 'value' }

/** `spec.list[].map.*.name`; a property that would not read back so is quoted: `spec["a.b"]`. '' is the root. */
export function formatFieldPath(steps: FieldPath): string {
  let out = ''
  for (const step of steps) {
    if ('each' in step) out += step.each === 'item' ? '[]' : out === '' ? '*' : '.*'
    else if (!/^[^\s.[\]*"'\\/~{}#]+$/.test(step.property)) out += `[${JSON.stringify(step.property)}]`
    else out += out === '' ? step.property : `.${step.property}`
  }
  return out
}
