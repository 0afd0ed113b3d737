import { describe, expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { resolveResource } from '../../src/explain/resource.ts'
import type { ShownObject } from '../../src/explain/shown-object.ts'
import { crdOf, widgets } from './catalog.ts'

const things = crdOf({ type: 'object', properties: { x: { type: 'string' } } })
const others = crdOf({ type: 'object', properties: { y: { type: 'string' } } }, { group: 'zoo.example.org' })
const catalog = [others, ...widgets, things]

/** An object without values. */
function shown(name: string): ShownObject {
  const valuesOf = () => ({ values: [], more: 0, lacking: 0 })
  return { name, namespace: '', version: undefined, valuesOf, inVersion: () => shown(name) }
}

function found(argument: string, known = catalog, apiVersion?: string): string {
  const read = resolveResource(known, argument, apiVersion)
  const name = 'error' in read ? undefined : read.object
  const answer = explain(known, argument, {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(name !== undefined && { object: shown(name) }),
  })
  if ('error' in answer) return `${answer.error}; ${answer.hints.join('; ')}`
  const { resource, field, object } = answer.doc
  const warned = answer.warnings.length > 0 ? ' !' : ''
  return (
    `${resource.plural}.${resource.version}.${resource.group} ${field.path}${object ? ` ${object.name}` : ''}`.trim() +
    warned
  )
}

describe('types', () => {
  test.each([
    ['widgets', 'widgets.v1.shop.example.com'],
    ['widget', 'widgets.v1.shop.example.com'],
    ['Widget', 'widgets.v1.shop.example.com'],
    ['wg', 'widgets.v1.shop.example.com'],
    ['WG.spec', 'widgets.v1.shop.example.com spec'],
    ['widgets.shop.example.com', 'widgets.v1.shop.example.com'],
    ['widget.shop.example.com.spec.host', 'widgets.v1.shop.example.com spec.host'],
    ['widgets.v1.shop.example.com.spec.host', 'widgets.v1.shop.example.com spec.host'],
    ['widgets.v1alpha1.shop.example.com.spec.old', 'widgets.v1alpha1.shop.example.com spec.old'],
    ['widgets.v1alpha1.spec', 'widgets.v1alpha1.shop.example.com spec'],
    ['widgets.shop.spec', 'widgets.v1.shop.example.com spec'],
    ['wg/mine', 'widgets.v1.shop.example.com  mine'],
    ['wg.spec.host/mine', 'widgets.v1.shop.example.com spec.host mine'],
    ['things', 'things.v1.example.com !'],
    ['things.zoo.example.org.spec.y', 'things.v1.zoo.example.org spec.y'],
    ['things.zoo', 'things.v1.zoo.example.org'],
    ['things.example.com', 'things.v1.example.com'],
    ['widgts', 'no CustomResourceDefinition for "widgts" is known; did you mean widgets?'],
    [
      'pods',
      'no CustomResourceDefinition for "pods" is known; known: things.example.com, things.zoo.example.org, widgets',
    ],
    ['', 'which resource?; known: things.example.com, things.zoo.example.org, widgets'],
  ])('%s', (argument, expected) => expect(found(argument)).toBe(expected))

  test.each([
    ['', 'widgets.v1.shop.example.com'],
    ['spec.host', 'widgets.v1.shop.example.com spec.host'],
    ['.spec.host', 'widgets.v1.shop.example.com spec.host'],
    ['/spec/host', 'widgets.v1.shop.example.com spec.host'],
    ['metadata.name', 'widgets.v1.shop.example.com metadata.name'],
    ['{.spec.host}', 'widgets.v1.shop.example.com spec.host'],
    ['$.spec.host', 'widgets.v1.shop.example.com spec.host'],
    ['$', 'widgets.v1.shop.example.com'],
    ['spec/host', 'widgets.v1.shop.example.com spec.host'],
    ['spec/ports/0/name', 'widgets.v1.shop.example.com spec.ports[].name'],
    ['spec.host/mine', 'widgets.v1.shop.example.com spec.host mine'],
    ['spec/mine', 'widgets.v1.shop.example.com spec mine'],
    ['metadata.labels.app.kubernetes.io/name', 'widgets.v1.shop.example.com metadata.labels.*'],
  ])('with one CRD, %j will do', (argument, expected) => expect(found(argument, [...widgets])).toBe(expected))

  test.each([
    ['wg', 'shop.example.com/v1alpha1', 'widgets.v1alpha1.shop.example.com'],
    ['wg', 'v1alpha1', 'widgets.v1alpha1.shop.example.com'],
    ['wg.v1alpha1.spec', 'v1alpha1', 'widgets.v1alpha1.shop.example.com spec'],
    ['things.spec.y', 'zoo.example.org/v1', 'things.v1.zoo.example.org spec.y'],
    [
      'wg.v1.spec',
      'shop.example.com/v1alpha1',
      'the resource names version v1, and --api-version shop.example.com/v1alpha1; leave one of them out',
    ],
    [
      'wg',
      'v9',
      'widgets.shop.example.com has no version v9; versions: shop.example.com/v1alpha1, shop.example.com/v1',
    ],
    [
      'wg',
      'example.com/v1',
      'widgets.shop.example.com has no version example.com/v1; versions: shop.example.com/v1alpha1, shop.example.com/v1',
    ],
    ['widgts', 'v1', 'no CustomResourceDefinition for "widgts" is known; did you mean widgets?'],
  ])('%s --api-version %s', (argument, apiVersion, expected) =>
    expect(found(argument, catalog, apiVersion)).toBe(expected),
  )

  test.each([
    ['spec.old', 'shop.example.com/v1alpha1', 'widgets.v1alpha1.shop.example.com spec.old'],
    ['spec.old', 'v1alpha1', 'widgets.v1alpha1.shop.example.com spec.old'],
    [
      'spec',
      'v9',
      'widgets.shop.example.com has no version v9; versions: shop.example.com/v1alpha1, shop.example.com/v1',
    ],
    [
      'spec',
      'other.com/v1',
      'widgets.shop.example.com has no version other.com/v1; versions: shop.example.com/v1alpha1, shop.example.com/v1',
    ],
  ])('with one CRD, %s --api-version %s', (argument, apiVersion, expected) =>
    expect(found(argument, [...widgets], apiVersion)).toBe(expected),
  )

  test.each(['wg.v9.spec', 'wg.v9', 'wg.v2beta1[0]', 'wg.shop.example.com.v9.spec', 'wg.v9.shop.example.com'])(
    '%s lists versions',
    (argument) =>
      expect(found(argument)).toMatch(/^widgets\.shop\.example\.com has no version v\w+; versions: .*v1alpha1, .*v1$/),
  )
  test('below a version that is named, it is a field', () =>
    expect(found('wg.v1.v9')).toMatch(/^field "v9" does not exist/))

  test('none known', () => expect(found('x', [])).toBe('no CustomResourceDefinition is known; '))

  test('the warning names all of them', () => {
    const answer = explain(catalog, 'thing')
    expect(answer).toMatchObject({
      warnings: ['thing could be things.example.com or things.zoo.example.org; this is things.example.com'],
    })
  })
})

describe('paths', () => {
  test.each([
    ['wg.spec.ports.name', 'spec.ports[].name'],
    ['wg.spec.ports[].name', 'spec.ports[].name'],
    ['wg.spec.ports[0].name', 'spec.ports[].name'],
    ['wg.spec.ports[*].name', 'spec.ports[].name'],
    ['wg.spec.ports.0.name', 'spec.ports[].name'],
    ['wg.spec.ports[?(@.name=="x")].name', 'spec.ports[].name'],
    ['wg.spec.ports[name="x",protocol="TCP"].number', 'spec.ports[].number'],
    ['wg .spec.ports[name="x"]', 'spec.ports[]'],
    ['wg.spec.ports[1:2].name', 'spec.ports[].name'],
    ['wg.spec.ports', 'spec.ports'],
    ['wg.spec.ports[]', 'spec.ports[]'],
    ['wg/spec/ports/0/name', 'spec.ports[].name'],
    ['wg /spec/ports/0/name', 'spec.ports[].name'],
    ['wg#/spec/ports/0/name', 'spec.ports[].name'],
    ['wg spec.host', 'spec.host'],
    ['wg{.spec.host}', 'no CustomResourceDefinition'],
    ['wg {.spec.host}', 'spec.host'],
    ['wg $.spec.host', 'spec.host'],
    ['wg.spec.shelves.width', 'spec.shelves.*.width'],
    ['wg.spec.shelves.top.width', 'spec.shelves.*.width'],
    ['wg.spec.shelves[top].width', 'spec.shelves.*.width'],
    ['wg.spec.shelves.*.width', 'spec.shelves.*.width'],
    ["wg.spec.shelves['a.b'].width", 'spec.shelves.*.width'],
    ['wg/spec/shelves/a~1b/width', 'spec.shelves.*.width'],
    ['wg#/spec/shelves/a%20b/width', 'spec.shelves.*.width'],
    ['wg.spec.shelves.widht', 'field "widht" does not exist'],
    ['wg.spec.shelves.x["app.kubernetes.io/name"]', 'spec.shelves.*["app.kubernetes.io/name"]'],
    ['wg.spec.shelves.x.app\\.kubernetes\\.io/name', 'spec.shelves.*["app.kubernetes.io/name"]'],
    ['wg.metadata.labels.app.kubernetes.io/name', 'metadata.labels.*'],
    ['wg.metadata.labels[app.kubernetes.io/name]', 'metadata.labels.*'],
    ['wg.metadata.ownerReferences.uid', 'metadata.ownerReferences[].uid'],
    ['wg.spec.object.kind', 'spec.object.kind'],
    ['wg.spec.object.metadata.name', 'spec.object.metadata.name'],
    ['wg.spec.matrix[0][1]', 'spec.matrix[][]'],
    ['wg.spec.', 'spec'],
  ])('%s', (argument, expected) => {
    const answer = explain(catalog, argument)
    if ('error' in answer) expect(answer.error).toContain(expected)
    else expect(answer.doc.field.path).toBe(expected)
  })
})

test('dots within a name need no quotes where there is no doubt', () => {
  const inner = { type: 'object', properties: { 'd.e.f': { type: 'string' }, g: { type: 'string' } } }
  const crd = crdOf({ type: 'object', properties: { 'a.b': inner, a: inner } })
  const path = (argument: string) => {
    const answer = explain([crd], argument)
    return 'error' in answer ? [answer.error, ...answer.hints].join('; ') : answer.doc.field.path
  }
  expect(path('th.spec.a.b')).toBe('spec["a.b"]')
  expect(path('th.spec.a.b.d.e.f')).toBe('spec["a.b"]["d.e.f"]')
  expect(path('th.spec.a.d.e.f')).toBe('spec.a["d.e.f"]')
  expect(path('th.spec.a.g')).toBe('spec.a.g')
  expect(path('th.spec.a.d.e')).toBe('field "d" does not exist in spec.a; did you mean spec.a.g?')
  expect(path('th.spec["a.c"]')).toBe('field "a.c" does not exist in spec; did you mean spec.a or spec["a.b"]?')
})
