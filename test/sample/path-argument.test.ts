import { expect, test } from '@jest/globals'
import { placeOf } from '../../src/sample/path-argument.ts'
import { parseFieldPath, type Segment } from '../../src/schema/field-argument.ts'
import { rootNode } from '../../src/schema/walk.ts'
import { schemaOf } from './crd-of.ts'

const root = rootNode(
  schemaOf({
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          list: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
          matrix: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
          map: { type: 'object', additionalProperties: { type: 'object', properties: { size: { type: 'integer' } } } },
          open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    },
  }),
)

test.each<[string, unknown]>([
  ['spec.list', ['spec', 'list']],
  ['spec.list[2].name', ['spec', 'list', 2, 'name']],
  ['spec.list.name', ['spec', 'list', 0, 'name']],
  ['spec.list[].name', ['spec', 'list', 0, 'name']],
  ['spec.matrix[1][2]', ['spec', 'matrix', 1, 2]],
  ['spec.map.size', ['spec', 'map', 'key', 'size']],
  ['spec.map[a.b].size', ['spec', 'map', 'a.b', 'size']],
  ['spec.map.x', ['spec', 'map', 'x']],
  ['spec.open.any[0].thing', ['spec', 'open', 'any', 0, 'thing']],
  ['metadata.labels.app.kubernetes.io/name', ['metadata', 'labels', 'app.kubernetes.io/name']],
  ['metadata.name', ['metadata', 'name']],
  ['/spec/list/1/name', ['spec', 'list', 1, 'name']],
  ['', []],
])('%s', (text, path) => {
  expect(placeOf(root, parseFieldPath(text) as Segment[])).toMatchObject({ path })
})

test('a misspelled field names the nearest', () => {
  expect(placeOf(root, parseFieldPath('spec.lst.name') as Segment[])).toMatchObject({
    missing: 'lst',
    nearest: ['list'],
  })
})
