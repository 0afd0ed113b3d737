import { describe, expect, test } from '@jest/globals'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { clone, type Dict, isDict, isList, type Value } from '../../src/model/value.ts'
import { sample } from '../../src/sample/sample.ts'
import { validateCreate } from '../../src/validation/validate.ts'
import { madeUpDefinitions } from '../conformance/samples/made-up.ts'

const definitions = madeUpDefinitions(5000, 60)

/** The value without one of its parts, each in turn. */
function* without(root: Dict, at: Value = root): Generator<Dict> {
  if (typeof at !== 'object' || at === null) return
  for (const key of Object.keys(at)) {
    const holder = at as Record<string, Value>
    const value = holder[key]!
    if (at === root && ['apiVersion', 'kind', 'metadata'].includes(key)) continue
    if (isList(at)) {
      const [removed] = at.splice(Number(key), 1)
      yield clone(root)
      at.splice(Number(key), 0, removed!)
    } else if (isDict(at)) {
      delete holder[key]
      yield clone(root)
      holder[key] = value
    }
    yield* without(root, value)
  }
}

describe.each(definitions.map((definition) => [definition.file, definition] as const))('%s', (_, { crd, document }) => {
  test('has the same samples every time, and nothing in the minimal one can be left out', () => {
    for (const { name } of crd.versions.filter(({ served }) => served)) {
      for (const shape of ['minimal', 'usual', 'full'] as const) {
        const once = sample(crd, name, { shape })
        expect(marshal(sample(crd, name, { shape }).object)).toBe(marshal(once.object))
        if (once.unsolved.length > 0 || shape !== 'minimal') continue
        for (const root of without(clone(once.object))) {
          const { findings } = validateCreate({ ...document, root }, crd, { serverVersion: newestVersion })
          expect({ root, refused: findings.some(({ severity }) => severity === 'error') }).toEqual({
            root,
            refused: true,
          })
        }
      }
    }
  })
})
