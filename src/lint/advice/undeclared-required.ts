import type { AdviceRule } from './advice-rule.ts'

export const undeclaredRequired: AdviceRule = {
  code: 'CRD0311',
  title: 'A required field that is not declared',
  about: 'mistake',
  reason:
    'The API server prunes fields that the schema does not specify, and then misses what is required: no object can pass. It accepts such a CRD all the same.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, required: [image], properties: {imgae: {type: string}}}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, required: [image], properties: {image: {type: string}}}`,
  check: ({ crd, sites }) =>
    sites.flatMap(({ schema, as }) => {
      const keepsOthers = schema.additionalProperties || schema.preserveUnknownFields || crd.preserveUnknownFields
      if (keepsOthers || schema.type !== 'object') return []
      const builtIn = as === 'root' || schema.embeddedResource ? ['apiVersion', 'kind', 'metadata'] : []
      return schema.required.flatMap((name, i) => {
        if (schema.properties.has(name) || builtIn.includes(name)) return []
        const message = `no object can pass: ${name} is required, and pruned since properties do not have it`
        return [{ path: [...schema.path, 'required', i], message }]
      })
    }),
}
