import type { Schema } from '../schema/schema.ts'
import type { Site } from './site.ts'

/** What a value can be. An integer is a number too; a fraction is a number that is no integer. */
const kinds = ['integer', 'fraction', 'string', 'boolean', 'array', 'object'] as const
export type Kind = (typeof kinds)[number]

/** What values of a site can be, null aside. */
export function kindsOf({ parts }: Site): ReadonlySet<Kind> {
  let all = kindsOfSchema(parts[0]!)
  for (let i = 1; i < parts.length; i++) {
    const some = kindsOfSchema(parts[i]!)
    if (some !== every && some !== all) all = all === every ? some : all.intersection(some)
  }
  return all
}

const every: ReadonlySet<Kind> = new Set(kinds)
const integerOrString: ReadonlySet<Kind> = new Set(['integer', 'string'])
const byType: Readonly<Record<string, ReadonlySet<Kind>>> = {
  '': every,
  number: new Set(['integer', 'fraction']),
  integer: new Set(['integer']),
  string: new Set(['string']),
  boolean: new Set(['boolean']),
  array: new Set(['array']),
  object: new Set(['object']),
}
const none: ReadonlySet<Kind> = new Set()

function kindsOfSchema(schema: Schema): ReadonlySet<Kind> {
  return schema.intOrString ? integerOrString : (byType[schema.type] ?? none)
}

/** `integer or string`, as people say it. */
export function typeWords({ own }: Site): string {
  return own.intOrString ? 'integer or string' : own.type === '' ? 'anything' : own.type
}
