import type { Path } from '../../model/path.ts'
import type { Schema } from '../../schema/schema.ts'

/** A keyword that says how large the values of a field may be, and so what rules about them may cost. */
export interface Bound {
  /** The schema of the field. */
  path: Path
  /** As `spec.rules[*].name`; '' for the resource itself. */
  field: string
  keyword: 'maxItems' | 'maxProperties' | 'maxLength'
  /** What it says now, if it is there. */
  declared: number | undefined
}

/** The keyword that bounds values of this schema; undefined when nothing does, or when they are bounded anyway. */
export function boundOf(schema: Schema): Pick<Bound, 'keyword' | 'declared'> | undefined {
  const { type, format } = schema
  if (schema.intOrString) return { keyword: 'maxLength', declared: schema.maxLength }
  if (type === 'array') return { keyword: 'maxItems', declared: schema.maxItems }
  if (type === 'object') {
    return schema.additionalProperties ? { keyword: 'maxProperties', declared: schema.maxProperties } : undefined
  }
  if (type !== 'string' || ['date', 'date-time', 'duration'].includes(format)) return undefined
  if (schema.maxLength === undefined && schema.enum?.length) return undefined
  return { keyword: 'maxLength', declared: schema.maxLength }
}

/** The size that costs are estimated with, under a bound. */
export function sizeUnder(bound: bigint, schema: Schema): bigint {
  // A character has up to four bytes.
  return boundOf(schema)?.keyword === 'maxLength' && schema.format !== 'byte' ? 4n * bound : bound
}
