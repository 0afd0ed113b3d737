import type { ExplainDoc, FieldDoc } from './doc.ts'

/** For pages: without what is in metadata everywhere, unless it was asked for or the CRD has a say in it. */
export function withoutBuiltIn({ field, fields }: ExplainDoc): FieldDoc[] {
  if (field.builtIn) return fields
  return fields.filter(({ builtIn, name, rules, place }) => {
    // What Kubernetes declares has no place in the CRD.
    return !builtIn || name === 'metadata' || rules !== undefined || place[0] === 'spec'
  })
}
