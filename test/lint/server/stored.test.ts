import { expect, test } from '@jest/globals'
import { storedCRD } from '../../../src/lint/server/stored.ts'
import { validateCRDUpdate } from '../../../src/lint/server/validate.ts'
import { fromPlain } from '../../../src/model/value.ts'
import { crdWith, read } from './read.ts'

test('a read returns names, conversion and port filled in, and nothing that says nothing', () => {
  const stored = storedCRD(
    read(
      crdWith(
        'a: {type: string, title: "", nullable: false, items: null, default: null, enum: [null, 1.0], minimum: 0}',
        '  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {service: {name: a, namespace: b}}}}\n',
      ),
    ),
  )
  expect(stored).toEqual(
    fromPlain({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'foos.example.com', generation: 1 },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'foos', singular: 'foo', kind: 'Foo', listKind: 'FooList' },
        conversion: {
          strategy: 'Webhook',
          webhook: {
            conversionReviewVersions: ['v1'],
            clientConfig: { service: { name: 'a', namespace: 'b', port: 443 } },
          },
        },
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
                  spec: { type: 'object', properties: { a: { type: 'string', enum: [null, 1], minimum: 0 } } },
                },
              },
            },
          },
        ],
      },
    }),
  )
})

test('what cannot be decoded is not stored', () => {
  expect(storedCRD(read(crdWith('a: {type: 5}')))).toBeUndefined()
})

test('an old CRD that no server can have stored is told', () => {
  const good = read(crdWith('a: {type: string}'))
  const found = validateCRDUpdate(good, read(crdWith('a: {type: 5}')), { serverVersion: { minor: 36 } })
  expect(found).toHaveLength(1)
  expect(found[0]!.message).toContain('cannot be decoded')
})
