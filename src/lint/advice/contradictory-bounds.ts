import type { Schema } from '../../schema/schema.ts'
import type { Advice, AdviceRule } from './advice-rule.ts'

const pairs = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const

export const contradictoryBounds: AdviceRule = {
  code: 'CRD0303',
  title: 'Bounds that no value can meet',
  about: 'mistake',
  reason:
    'The API server accepts a CRD whose lower bound is above the upper one, or whose upper bound is negative, and then refuses every value.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          name: {type: string, minLength: 64, maxLength: 63}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          name: {type: string, minLength: 1, maxLength: 63}`,
  check: ({ sites }) => sites.flatMap(({ schema }) => contradictions(schema)),
}

function contradictions(schema: Schema): Advice[] {
  return pairs.flatMap(([low, high]) => {
    const [min, max] = [schema[low], schema[high]]
    if (max === undefined) return []
    const path = [...schema.path, high]
    if (high !== 'maximum' && max < 0) return [{ path, message: `no value can pass: ${high} is ${max}` }]
    if (min === undefined) return []
    const exclusive = low === 'minimum' && (schema.exclusiveMinimum || schema.exclusiveMaximum)
    if (min < max || (min === max && !exclusive)) return []
    return [
      { path, message: `no value can pass: ${low} is ${min}, ${high} is ${max}${exclusive ? ', exclusive' : ''}` },
    ]
  })
}
