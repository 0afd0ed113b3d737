import type { JSONObject } from '../../conformance/mutate/json.ts'

function widget(): JSONObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { type: 'integer', minimum: 1, default: 1 },
                    color: { type: 'string', maxLength: 10, pattern: '^[a-z]+$' },
                    ports: {
                      type: 'array',
                      'x-kubernetes-list-type': 'map',
                      'x-kubernetes-list-map-keys': ['name'],
                      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
                    },
                    tags: { type: 'object', additionalProperties: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      ],
    },
  }
}

function twoVersions(): JSONObject {
  const crd = widget()
  const spec = crd.spec as JSONObject
  const schema = (properties: JSONObject) => ({
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } },
  })
  spec.versions = [
    { name: 'v1', served: true, storage: true, schema: schema({ a: { type: 'string' } }) },
    { name: 'v2', served: true, storage: false, schema: schema({ a: { type: 'string' }, b: { type: 'number' } }) },
  ]
  return crd
}

/** Two CRDs that are right, to make wrong ones of. */
export const smallCRDs: readonly JSONObject[] = [widget(), twoVersions()]
