import type { Schema } from '../schema/schema.ts'
import type { Bounds } from './doc.ts'

/** The bounds of the number that all the schemas together allow. */
export function rangeOf(schemas: readonly Schema[]): Bounds | undefined {
  const out: Bounds = {}
  for (const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } of schemas) {
    if (minimum !== undefined && (out.minimum === undefined || minimum >= out.minimum)) {
      if (exclusiveMinimum) out.exclusiveMinimum = true
      else if (minimum !== out.minimum) delete out.exclusiveMinimum
      out.minimum = minimum
    }
    if (maximum !== undefined && (out.maximum === undefined || maximum <= out.maximum)) {
      if (exclusiveMaximum) out.exclusiveMaximum = true
      else if (maximum !== out.maximum) delete out.exclusiveMaximum
      out.maximum = maximum
    }
  }
  return filled(out)
}

/** The same for counts, such as minLength and maxLength. */
export function countOf(
  schemas: readonly Schema[],
  least: 'minLength' | 'minItems' | 'minProperties',
  most: 'maxLength' | 'maxItems' | 'maxProperties',
): Bounds | undefined {
  const all = (key: typeof least | typeof most) => schemas.flatMap((schema) => schema[key] ?? [])
  const [lows, highs] = [all(least), all(most)]
  const out: Bounds = {}
  if (lows.length > 0) out.minimum = Math.max(...lows)
  if (highs.length > 0) out.maximum = Math.min(...highs)
  return filled(out)
}

function filled(bounds: Bounds): Bounds | undefined {
  return bounds.minimum === undefined && bounds.maximum === undefined ? undefined : bounds
}

/** `1..10`, `>= 1`, `> 0`, `<= 5`, `7` when there is but one. */
export function boundsWords(bounds: Bounds): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds
  if (minimum !== undefined && maximum !== undefined && !exclusiveMinimum && !exclusiveMaximum) {
    return minimum === maximum ? String(minimum) : `${minimum}..${maximum}`
  }
  const low = minimum === undefined ? [] : [`${exclusiveMinimum ? '>' : '>='} ${minimum}`]
  const high = maximum === undefined ? [] : [`${exclusiveMaximum ? '<' : '<='} ${maximum}`]
  return [...low, ...high].join(', ')
}

/** `1 to 63 characters`, `at most 5 items`, `at least 1 entry`; without a unit, only the counts. */
export function countWords(bounds: Bounds, one = '', many = one): string {
  const { minimum, maximum } = bounds
  const of = (count: number) => `${count} ${count === 1 ? one : many}`.trimEnd()
  if (maximum === undefined) return `at least ${of(minimum!)}`
  if (minimum === undefined || minimum <= 0) return `at most ${of(maximum)}`
  return minimum === maximum ? `exactly ${of(maximum)}` : `${minimum} to ${of(maximum)}`
}
