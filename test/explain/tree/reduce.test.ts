import { describe, expect, test } from '@jest/globals'
import { viewObject } from '../../../src/explain/object-values.ts'
import type { Action } from '../../../src/explain/tree/action.ts'
import { mostRows } from '../../../src/explain/tree/rows.ts'
import { selectedPath } from '../../../src/explain/tree/state.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { type Dict, fromPlain } from '../../../src/model/value.ts'
import { seeded } from '../../conformance/mutate/random.ts'
import { crdOf, widgets } from '../catalog.ts'
import { begin, broken, press, rowsOf } from './browser.ts'
import { hostile } from './hostile.ts'
import { walk } from './walks.ts'

type Keys = (Action | Action['type'])[]
const move = (by: number): Action => ({ type: 'move', by })
const typed = (text: string): Keys => ['search', { type: 'type', text }]
const next: Action = { type: 'next', by: 1 }

describe('where keys lead', () => {
  test.each([
    ['a row down', '', [move(1)], 'apiVersion'],
    ['no further up than the resource', '', [move(-1)], ''],
    ['no further down than the last', '', [move(1000)], 'status'],
    ['the last', '', ['last'], 'status'],
    ['the first', 'wg.spec.ports', ['first'], ''],
    ['a screen down', '', [{ type: 'page', by: 1 }], 'spec.shelves'],
    ['half a screen', 'wg.spec.shelves', [{ type: 'page', by: -0.5 }], 'spec.matrix'],
    ['into an open field', 'wg.spec', ['into'], 'spec.anything'],
    ['open, then into', 'wg.status', ['out', 'into', 'into'], 'status.replicas'],
    ['nowhere from a leaf', 'wg.spec.host', ['into'], 'spec.host'],
    ['what it is in', 'wg.spec.ports.name', ['out'], 'spec.ports'],
    ['close, then what it is in', 'wg.spec.ports', ['out', 'out'], 'spec'],
    ['the items of a list are its fields', 'wg.spec.ports', ['into'], 'spec.ports[].name'],
    ['an item is shown by its list', 'wg.spec.ports[]', [], 'spec.ports'],
    ['a name', '', typed('tags'), 'spec.tags'],
    ['a name that is the very one', '', typed('replicas'), 'spec.replicas'],
    ['a name wherever it is', '', typed('PROTO'), 'spec.ports[].protocol'],
    ['a path', '', typed('status.rep'), 'status.replicas'],
    ['a description, when no name has it', '', typed('listens'), 'spec.ports'],
    ['a match from here on', 'wg.spec.replicas', [move(1), ...typed('replicas')], 'status.replicas'],
    ['the next match', '', [...typed('replicas'), 'accept', next], 'status.replicas'],
    ['those with it in the name come last', '', [...typed('replicas'), 'accept', next, next], 'spec.minReplicas'],
    ['around the end', '', [...typed('replicas'), 'accept', next, next, next], 'spec.replicas'],
    ['the match before', '', [...typed('replicas'), 'accept', { type: 'next', by: -1 }], 'spec.minReplicas'],
    ['back from a search', 'wg.spec.host', [...typed('replicas'), 'escape'], 'spec.host'],
    ['back from nothing typed', 'wg.spec.host', [...typed('r'), 'erase', 'erase'], 'spec.host'],
    ['a shorter word', '', [...typed('portsx'), 'erase'], 'spec.ports'],
    ['nowhere, when nothing matches', 'wg.spec.host', typed('xyz'), 'spec.host'],
    ['its own rule', 'wg.spec.replicas', ['rule'], 'spec.replicas'],
    ['the rule above that reads it', 'wg.spec.replicas', ['rule', 'rule'], 'spec'],
    ['back from the rules', 'wg.spec.replicas', ['rule', 'rule', 'rule'], 'spec.replicas'],
    ['the rules of where one went', 'wg.spec.minReplicas', ['rule', move(3), 'rule'], 'spec.free'],
    ['the rule of the root', 'wg.metadata.name', ['rule'], ''],
    ['the same field in the next version', 'wg.spec.replicas', ['version'], 'spec.replicas'],
    ['what it would be in', 'wg.spec.ports.name', ['version'], 'spec'],
    ['nowhere in the help', 'wg.spec.host', ['help', move(1), 'escape'], 'spec.host'],
  ] as [string, string, Keys, string][])('%s', (_, argument, keys, path) => {
    const state = press(begin(widgets, argument), ...keys)
    expect(selectedPath(state)).toBe(path)
    expect(broken(state)).toEqual([])
  })
})

describe('what is said', () => {
  test.each([
    ['wg.spec.host', ['rule'], 'no rule has a say about spec.host'],
    ['wg.spec.ports.name', ['version'], 'spec.ports[].name is not in v1alpha1'],
    ['', [next], 'nothing was searched for: / searches'],
    ['', [...typed('xyz'), 'accept', next], 'xyz is nowhere'],
    ['wg.spec.replicas', ['rule', 'rule'], 'rule 2 of 2 about spec.replicas; r: back'],
    ['', [{ type: 'copied', path: 'a' }, move(1)], ''],
  ] as [string, Keys, string][])('%s %j', (argument, keys, message) => {
    expect(press(begin(widgets, argument), ...keys).message).toBe(message)
  })
  test('there is one version', () => {
    expect(press(begin([crdOf({ type: 'object' })]), 'version').message).toBe('there is no other version')
  })
})

test('Escape closes the help, then the search, then all', () => {
  let state = press(begin(widgets), ...typed('tags'), 'accept', 'help')
  for (const [mode, query, isDone] of [
    ['tree', 'tags', false],
    ['tree', undefined, false],
    ['tree', undefined, true],
  ] as const) {
    state = press(state, 'escape')
    expect([state.mode, state.search?.query, state.isDone]).toEqual([mode, query, isDone])
  }
})

test('a long text may be pasted into a search', () => {
  const state = press(begin(widgets), ...typed('🎉'.repeat(500_000)))
  expect(state.search?.query).toHaveLength(200)
  expect(broken(state)).toEqual([])
})

test('what a search opened on the way to another word is closed again', () => {
  const state = press(begin(widgets), ...typed('p'), { type: 'type', text: 'rotoc' }, 'erase-all', {
    type: 'type',
    text: 'tags',
  })
  expect(rowsOf(state)).toContain('     ▸ ports  []Object')
})

test('what was opened is in sight, as far as it fits', () => {
  const state = press(begin(widgets, '', { size: { columns: 80, rows: 12 } }), ...Array(17).fill(move(1)), 'into')
  expect(rowsOf(state).slice(-4)).toEqual([
    '>    ▾ ports  []Object',
    '         name*  string',
    '         number  integer',
    '         protocol*  string = TCP',
  ])
})

test('the other version has the same fields open', () => {
  const state = press(begin(widgets), 'version')
  expect(rowsOf(state)).toEqual([
    '>▾ Widget  Object',
    '     apiVersion  string',
    '     kind  string',
    '   ▸ metadata  ObjectMeta',
    '   ▾ spec  Object',
    '       old  string',
    '       replicas  integer = 3',
  ])
  expect(press(state, 'version').rows.length).toBe(begin(widgets).rows.length)
})

test('details are scrolled to the rule, and to what was found', () => {
  const description = `${'words\n'.repeat(100)}needle`
  const spec = {
    type: 'object',
    'x-kubernetes-validations': Array.from({ length: 30 }, (_, i) => ({ rule: `self.a != '${i}'` })),
    properties: { a: { type: 'string' }, b: { type: 'string', description } },
  }
  const shown = (...keys: Keys) => {
    const { details, scrolled, layout } = press(begin([crdOf(spec)], 'th.spec.a'), ...keys)
    return details.lines.slice(scrolled, scrolled + layout.details.rows).join('\n')
  }
  expect(shown()).not.toContain("'29'")
  expect(shown(...Array<'rule'>(30).fill('rule'))).toContain("> self.a != '29'")
  expect(shown(...typed('needle'))).toContain('needle')
})

test('no more rows are opened than memory allows', () => {
  const properties = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, { type: 'string' }]))
  const each = { type: 'object', properties }
  const spec = { type: 'object', properties: Object.fromEntries(Object.keys(properties).map((name) => [name, each])) }
  const state = press(begin([crdOf(spec)]), 'open-all')
  expect(state.rows.length).toBeLessThanOrEqual(mostRows)
  expect(state.message).toBe('not all is open: the tree would have more than 50000 rows')
  expect(broken(state)).toEqual([])
})

test('with an object, the details have its values', () => {
  const object = {
    ...{ apiVersion: 'shop.example.com/v1', kind: 'Widget', metadata: { name: 'one', namespace: 'n' } },
    spec: { color: 'red', ports: [{ name: 'web' }] },
  }
  const options = { object: viewObject(fromPlain(object) as Dict, widgets[0]!, newestVersion) }
  const state = begin(widgets, 'wg.spec.ports.name/one', { options })
  expect(state.details.lines).toContain('VALUE:     spec.ports[0].name = web (set)')
  expect(press(state, 'version', 'first').details.lines).toContain('OBJECT:     one in n')
})

describe('keys at random', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => [seed]))('seed %i', (seed) => {
    expect(walk(widgets, seeded(seed), 150)).toEqual([])
  })
  test('hostile text', () => {
    expect(walk([hostile], seeded(1), 150)).toEqual([])
  })
})
