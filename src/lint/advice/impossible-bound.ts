import { marshal } from '../../model/go/json.ts'
import type { Schema } from '../../schema/schema.ts'
import type { AdviceRule } from './advice-rule.ts'

const keywords = ['minimum', 'maximum', 'multipleOf'] as const

export const impossibleBound: AdviceRule = {
  code: 'CRD0302',
  title: 'A bound that refuses every value on Kubernetes 1.36',
  about: 'mistake',
  reason:
    'Since 1.36 the bounds of an integer must themselves be integers of its format: otherwise every value is refused. The API server keeps bounds as float64, so that 9223372036854775807 becomes 2^63 and is out of range. Until 1.35 such bounds were truncated.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          weight: {type: integer, minimum: 0.5}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          weight: {type: integer, minimum: 1}`,
  check: ({ sites }) =>
    sites.flatMap(({ schema }) =>
      keywords.flatMap((keyword) => {
        const bound = schema[keyword]
        if (bound === undefined || schema.type !== 'integer' || isOfType(bound, schema)) return []
        const format = schema.format === 'int32' ? 'int32' : 'int64'
        const written = marshal(schema.raw[keyword]!)
        const message = `no value can pass on Kubernetes 1.36: ${keyword} ${written} is no ${format}`
        const hint =
          written === String(bound) ? {} : { hint: 'the API server rounds bounds to float64: this one is out of range' }
        return [{ path: [...schema.path, keyword], message, ...hint }]
      }),
    ),
}

function isOfType(bound: number, schema: Schema): boolean {
  const limit = schema.format === 'int32' ? 2 ** 31 : 2 ** 63
  return Number.isInteger(bound) && bound >= -limit && bound < limit
}
