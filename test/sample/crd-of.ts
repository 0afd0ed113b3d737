import { fromPlain } from '../../src/model/value.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { Schema } from '../../src/schema/schema.ts'

export function schemaOf(raw: object): Schema {
  return new Schema(fromPlain(raw) as Schema['raw'])
}

/** A CRD with one version, which has a status subresource. */
export function crdOf(schema: object): CRD {
  const root = fromPlain({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [
        { name: 'v1', served: true, storage: true, subresources: { status: {} }, schema: { openAPIV3Schema: schema } },
      ],
    },
  })
  const origin = { name: 'crd', text: '' }
  return readCRD({ origin, index: 0, item: null, range: { start: 0, end: 0 }, root, findings: [] })!
}
