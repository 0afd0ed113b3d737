import type { AdviceRule } from './advice-rule.ts'
import { isMeta, nameOf } from './sites.ts'

export const missingListType: AdviceRule = {
  code: 'CRD0304',
  title: 'A list without a list type',
  about: 'convention',
  onRequest: true,
  reason:
    'Without x-kubernetes-list-type a list is atomic: with server-side apply whoever writes one item owns and replaces the whole list, and rules cannot compare items with their old selves. Lists of objects with a key are maps, lists of unique texts are sets; say atomic where that is meant.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          hosts:
            type: array
            items: {type: string}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          hosts:
            type: array
            x-kubernetes-list-type: set
            items: {type: string}`,
  check: ({ sites }) =>
    sites
      .filter((site) => site.schema.type === 'array' && site.schema.listType === undefined && !isMeta(site))
      .map((site) => ({
        path: site.schema.path,
        message: `the list ${nameOf(site)} has no x-kubernetes-list-type: whoever applies an item owns all of it`,
        hint: suggestion(site.schema.items?.type, [...(site.schema.items?.properties.keys() ?? [])]),
        atKey: true,
      })),
}

function suggestion(itemType: string | undefined, properties: readonly string[]): string {
  if (itemType === 'object') {
    const key = ['name', 'type', 'key', 'id'].find((name) => properties.includes(name))
    if (key) return `x-kubernetes-list-type: map with x-kubernetes-list-map-keys: [${key}], if ${key} is unique`
    return 'map with keys, or atomic'
  }
  return itemType === 'string' || itemType === 'integer' ? 'set if items are unique, else atomic' : 'atomic'
}
