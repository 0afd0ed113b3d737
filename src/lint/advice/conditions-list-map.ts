import type { AdviceRule } from './advice-rule.ts'
import { type SchemaSite, topField } from './sites.ts'

export const conditionsListMap: AdviceRule = {
  code: 'CRD0306',
  title: 'Conditions that are no list map',
  about: 'convention',
  reason:
    'The API conventions make conditions a list map with the key type: then several controllers can each own their condition, and no type occurs twice. kubectl wait and most tools expect it.',
  bad: `
subresources: {status: {}}
schema:
  openAPIV3Schema:
    type: object
    properties:
      status:
        type: object
        properties:
          conditions:
            type: array
            x-kubernetes-list-type: atomic
            items: {type: object, required: [type, status], properties: {type: {type: string}, status: {type: string}}}`,
  good: `
subresources: {status: {}}
schema:
  openAPIV3Schema:
    type: object
    properties:
      status:
        type: object
        properties:
          conditions:
            type: array
            x-kubernetes-list-type: map
            x-kubernetes-list-map-keys: [type]
            items: {type: object, required: [type, status], properties: {type: {type: string}, status: {type: string}}}`,
  check: ({ sites }) =>
    sites.filter(isConditions).flatMap(({ schema }) => {
      const keys = schema.listMapKeys
      if (schema.type === 'array' && schema.listType === 'map' && keys.length === 1 && keys[0] === 'type') return []
      const message =
        schema.type === 'array' ? 'conditions are not a list map with the key type' : 'conditions are not a list'
      const hint = 'x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [type]'
      return [{ path: schema.path, message, hint, atKey: true }]
    }),
}

function isConditions(site: SchemaSite): boolean {
  const { as } = site
  return typeof as === 'object' && as.property === 'conditions' && topField(site) === 'status'
}
