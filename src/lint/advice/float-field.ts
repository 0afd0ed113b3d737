import type { AdviceRule } from './advice-rule.ts'
import { nameOf, topField } from './sites.ts'

export const floatField: AdviceRule = {
  code: 'CRD0308',
  title: 'A floating-point number in the spec',
  about: 'convention',
  reason:
    'The API conventions never use floating point in a spec: values change on their way through clients of different languages, so that what is read is not what was written, and multipleOf meets binary fractions. Use integers of a smaller unit, or quantities.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {ratio: {type: number}}}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {ratioPercent: {type: integer}}}`,
  check: ({ sites }) =>
    sites
      .filter((site) => site.schema.type === 'number' && topField(site) === 'spec')
      .map((site) => ({
        path: site.schema.path,
        message: `${nameOf(site)} is a floating-point number`,
        hint: 'an integer of a smaller unit, or a quantity as int-or-string',
        atKey: true,
      })),
}
