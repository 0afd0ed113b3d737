import { nearest } from '../model/nearest.ts'
import { dotted, type Path } from '../model/path.ts'
import type { Schema } from '../schema/schema.ts'

/**
 * What somebody who wrote an unknown field probably meant: a sibling of a similar name, or the same name at another
 * place of the schema (a field indented too far, or not far enough).
 */
export function unknownFieldHint(root: Schema, path: Path): string {
  const name = String(path.at(-1))
  const parent = descend(root, path.slice(0, -1))
  const siblings = parent ? [...parent.properties.keys()] : []
  const [close] = nearest(name, siblings, 1)
  if (close !== undefined) return `did you mean ${close}?`
  const elsewhere = findName(root, name)
  if (elsewhere.length > 0) return `${name} exists at ${elsewhere.join(', ')}: check the indentation`
  if (siblings.length === 0) return 'the schema allows no fields here'
  const shown = siblings.slice(0, shownSiblings)
  return `known fields: ${shown.join(', ')}${siblings.length > shown.length ? ', …' : ''}`
}

const shownSiblings = 12
const shownPlaces = 3
const maxNodes = 50_000

function descend(root: Schema, path: Path): Schema | undefined {
  let schema: Schema | undefined = root
  for (const step of path) {
    if (!schema) return undefined
    if (typeof step === 'number') schema = schema.items
    else {
      const additional: Schema | boolean | undefined = schema.additionalProperties
      schema = schema.properties.get(step) ?? (typeof additional === 'object' ? additional : undefined)
    }
  }
  return schema
}

/** The shallowest places where the schema has a property of this name. */
function findName(root: Schema, name: string): string[] {
  const found: string[] = []
  const queue: { schema: Schema; path: Path }[] = [{ schema: root, path: [] }]
  for (let i = 0; i < queue.length && i < maxNodes && found.length < shownPlaces; i++) {
    const { schema, path } = queue[i]!
    const { properties } = schema
    if (properties.has(name)) found.push(dotted([...path, name]))
    for (const key of properties.mayHold(name)) queue.push({ schema: properties.get(key)!, path: [...path, key] })
    if (schema.items) queue.push({ schema: schema.items, path: [...path, 0] })
    const additional = schema.additionalProperties
    if (typeof additional === 'object') queue.push({ schema: additional, path: [...path, '*'] })
  }
  return found.map((text) => text.replaceAll('[0]', '[]'))
}
