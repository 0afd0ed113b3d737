import type { AdviceRule } from './advice-rule.ts'
import { nameOf, topField } from './sites.ts'

export const booleanField: AdviceRule = {
  code: 'CRD0307',
  title: 'A boolean in the spec',
  about: 'convention',
  onRequest: true,
  reason:
    'The API conventions advise to think twice about booleans: what has two values today often gets a third, and a boolean cannot grow. A text with an enum says what is meant and can.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {enabled: {type: boolean}}}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {state: {type: string, enum: [Enabled, Disabled]}}}`,
  check: ({ sites }) =>
    sites
      .filter((site) => site.schema.type === 'boolean' && topField(site) === 'spec' && typeof site.as === 'object')
      .map((site) => ({
        path: site.schema.path,
        message: `${nameOf(site)} is a boolean, which cannot get a third value later`,
        hint: 'a string with an enum can grow',
        atKey: true,
      })),
}
