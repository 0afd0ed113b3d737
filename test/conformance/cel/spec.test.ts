import { describe, expect, test } from '@jest/globals'
import { parse } from '../../../src/cel/parse.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { type Case, cases } from './cases.ts'
import { parsedText } from './checked-text.ts'
import { type Outcome, ours } from './outcome.ts'
import { readValue } from './spec-json.ts'
import { valueText } from './value-text.ts'

/**
 * The conformance tests of the CEL specification, and what cel-go's own parser and checker tests expect. Kubernetes'
 * environment is not the specification's; where they part, environment.test.ts proves that we are on the server's side.
 */

const libraries = /^conformance\/(?:bindings|block|encoders|math|proto2)_ext\//
const messages =
  /\bgoogle\.protobuf\.(?!Timestamp\b|Duration\b)|google\.protobuf\.Duration\{|TestAllTypes|Nested(?:Message|Enum)|GlobalEnum/

/** Why a case says nothing about Kubernetes; undefined when it does. */
function outside({ name, expr, container }: Case): string | undefined {
  if (libraries.test(name)) return 'a library that Kubernetes does not enable'
  if (messages.test(expr) || /proto/.test(container)) return 'needs messages of protocol buffers'
  return container === '' ? undefined : 'names are looked up in a container'
}

interface Asked {
  test: Case
  outcome: Outcome
}

/** The cases that apply, with our answers; those with variables of message types, or functions of their own, do not. */
const asked = cases.flatMap((test): Asked[] => {
  const outcome = outside(test) ? undefined : ours(test, newestVersion.minor)
  return outcome ? [{ test, outcome }] : []
})

/** Where Kubernetes' environment answers differently from the specification, how often, and why. */
const differences: [reason: string, count: number, applies: (asked: Asked) => boolean][] = [
  ['rules are always type-checked', 31, ({ test }) => test.disableCheck],
  ['lists and maps hold one type', 40, ({ outcome }) => /expected type '.*' but found/.test(outcome.errors ?? '')],
  ['names in backticks are not enabled', 6, ({ outcome }) => outcome.errors?.includes("syntax: '`'") ?? false],
  [
    'strings.format writes as its older version did',
    18,
    ({ test }) => test.name.startsWith('conformance/string_ext/f'),
  ],
  ['a search beyond the end finds nothing', 2, ({ test }) => test.name.endsWith('indexof_out_of_range')],
  ['indexes of constants are looked at when compiling', 2, ({ test }) => /map_bad_key_type_(?:or|and)/.test(test.name)],
  ['of constant keys that come twice the last counts', 1, ({ test }) => test.name.endsWith('/map_value_repeat_key')],
  [
    'anything may be searched for an optional field',
    2,
    ({ test }) => /(?:entry_no_such_key|key_invalid)/.test(test.name),
  ],
]

test('evaluation: the value or the failure that the specification wants', () => {
  const evaluated = asked.filter(({ test }) => test.name.startsWith('conformance/') && !test.checkOnly)
  const wanting = evaluated.filter(({ test, outcome }) => (outcome.value ?? 'failure') !== expected(test))
  const counts = new Map(differences.map(([reason]) => [reason, 0]))
  const unexplained: string[] = []
  for (const one of wanting) {
    const reason = differences.find(([, , applies]) => applies(one))?.[0]
    if (reason) counts.set(reason, counts.get(reason)! + 1)
    else
      unexplained.push(`${one.test.name}: ${one.test.expr}: ${JSON.stringify(one.outcome)}, not ${expected(one.test)}`)
  }
  expect(unexplained).toEqual([])
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(differences.map(([reason, count]) => [reason, count])))
  expect([evaluated.length, wanting.length]).toEqual([1403, 102])
})

/** What a case expects, as the answers are written; a test without a value wants true. */
function expected(test: Case): string {
  if (test.fails) return 'failure'
  const value = test.value ? readValue(test.value) : true
  if (value === undefined) throw new Error(`${test.name} expects a message`)
  return valueText(value)
}

describe('trees', () => {
  test('parsing makes the same tree', () => {
    const parsed = cases.filter(({ ast }) => ast !== undefined)
    const differing = parsed.flatMap(({ expr, ast }) => {
      const { expr: root } = parse(expr, 31)
      return root && parsedText(root) === ast ? [] : [expr]
    })
    expect(differing).toEqual([
      // The data were made without optional types.
      'optional.none().optMap(y, y + 1).hasValue()',
      'optional.of(42).optMap(y, y + 1).value()',
      // A macro of a later cel-go.
      'm.existsOne(v, f)',
      'm.existsOne(v, f)',
    ])
    expect(parsed.length).toBe(2573)
  })

  test('checking finds the same types', () => {
    // Which overloads fit differs: the data were made without comparisons between numbers of different types.
    const typed = (text: string) => text.replace(/\^[\w.@|]+/g, '')
    const checked = asked.filter(({ test, outcome }) => test.checkedAst && outcome.checked)
    const differing = checked.filter(({ test, outcome }) => typed(outcome.checked!) !== typed(test.checkedAst!))
    expect(differing.map(({ test }) => test.expr)).toEqual([])
    expect(checked.length).toBe(1258)
  })
})
