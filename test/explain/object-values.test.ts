import { expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { viewObject } from '../../src/explain/object-values.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { type Dict, fromPlain } from '../../src/model/value.ts'
import { widgets } from './catalog.ts'

const spec = {
  color: 'red',
  host: 'a',
  ports: [
    { name: 'http', number: 80 },
    { name: 'dns', protocol: 'UDP' },
  ],
  tags: ['https://a'],
  shelves: { top: { width: 3 } },
  labels: { 'a.b/c': 'x' },
}
const metadata = { name: 'mine', namespace: 'here' }
const written = { apiVersion: 'shop.example.com/v1', kind: 'Widget', metadata, spec }

function values(path: string, object: object = written): string[] {
  const view = viewObject(fromPlain(object) as Dict, widgets[0]!, newestVersion)
  const answer = explain(widgets, `wg.${path}/mine`, { object: view })
  if ('error' in answer) return [answer.error]
  return (answer.doc.field.values ?? []).map(
    ({ path: at, value, origin, managers }) =>
      `${at} ${JSON.stringify(value)} ${origin}${managers ? ` ${managers}` : ''}`,
  )
}

test.each([
  ['spec.color', ['spec.color "red" set']],
  ['spec.replicas', ['spec.replicas 1 defaulted']],
  ['spec.once', []],
  ['spec.ports.number', ['spec.ports[0].number 80 set']],
  ['spec.ports.protocol', ['spec.ports[0].protocol "TCP" defaulted', 'spec.ports[1].protocol "UDP" set']],
  ['spec.shelves.width', ['spec.shelves["top"].width 3 set']],
  ['spec.labels.*', ['spec.labels["a.b/c"] "x" set']],
])('%s of a file', (path, expected) => expect(values(path)).toEqual(expected))

test('on a live object, what nobody owns and equals the default was defaulted', () => {
  const fieldsV1 = {
    'f:spec': {
      '.': {},
      'f:color': {},
      'f:ports': { '.': {}, 'k:{"name":"http","protocol":"TCP"}': { '.': {}, 'f:name': {}, 'f:number': {} } },
      'f:tags': { 'v:"https://a"': {} },
      'f:labels': {},
    },
  }
  const managedFields = [{ manager: 'kubectl', operation: 'Apply', fieldsV1 }]
  const ports = [{ name: 'http', number: 80, protocol: 'TCP' }]
  const live = { ...written, metadata: { ...metadata, managedFields }, spec: { ...spec, ports, replicas: 1 } }
  expect(values('spec.replicas', live)).toEqual(['spec.replicas 1 defaulted'])
  expect(values('spec.color', live)).toEqual(['spec.color "red" set kubectl'])
  expect(values('spec.host', live)).toEqual(['spec.host "a" set'])
  expect(values('spec.ports.number', live)).toEqual(['spec.ports[0].number 80 set kubectl'])
  expect(values('spec.ports.protocol', live)).toEqual(['spec.ports[0].protocol "TCP" defaulted'])
  expect(values('spec.tags[]', live)).toEqual(['spec.tags[0] "https://a" set kubectl'])
  expect(values('spec.labels.*', live)).toEqual(['spec.labels["a.b/c"] "x" set kubectl'])
})

test('an object is explained in the version it is written in', () => {
  const old = { ...written, apiVersion: 'shop.example.com/v1alpha1', spec: { old: 'x' } }
  expect(values('spec.old', old)).toEqual(['spec.old "x" set'])
  // That version is not served, so nothing is filled in.
  expect(values('spec.replicas', old)).toEqual([])
})

test('no such object', () => {
  expect(explain(widgets, 'wg/other')).toEqual({ error: 'widgets "other" not found', hints: [] })
})
