import type { Place, SchemaErrors } from '../errors.ts'
import type { Node } from '../node.ts'

/** maxItems and maxProperties share a text. Upstream: apimachinery field.TooMany. */
export function tooMany(
  node: Node,
  keyword: 'maxItems' | 'maxProperties',
  size: number,
  max: number,
  place: Place,
  errors: SchemaErrors,
): void {
  const unit = max === 1 && node.version.minor >= 34 ? 'item' : 'items'
  const things = keyword === 'maxItems' ? 'items' : 'properties'
  errors.add({
    code: keyword === 'maxItems' ? 'CRD0110' : 'CRD0111',
    path: place.path,
    field: place.field,
    reason: 'FieldValueTooMany',
    message: `Too many: ${size}: must have at most ${max} ${unit}`,
    text: `${place.text} in body should have at most ${max} ${things}`,
    rule: [...node.schema.path, keyword],
    hint: `at most ${max}, this has ${size}`,
  })
}
