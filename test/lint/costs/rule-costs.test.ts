import { describe, expect, test } from '@jest/globals'
import { costHint } from '../../../src/lint/costs/cost-hint.ts'
import { type RuleCost, ruleCosts } from '../../../src/lint/costs/rule-costs.ts'
import { validateCRDCreate } from '../../../src/lint/server/validate.ts'
import { readCRD } from '../../../src/schema/crd.ts'
import { read } from '../server/read.ts'

const serverVersion = { minor: 36 }

/** A CRD whose schema has these properties and rules. */
function crd(properties: string, rules = '') {
  return read(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: foos, kind: Foo}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        x-kubernetes-validations: [${rules}]
        properties: {spec: {type: object, properties: {${properties}}}}
`)
}

function costsOf(properties: string, rules?: string) {
  return ruleCosts(readCRD(crd(properties, rules))!, serverVersion)[0]!
}

function first(properties: string, rules?: string): RuleCost {
  return costsOf(properties, rules).rules[0]!
}

const rule = (text: string) => `{rule: '${text}'}`
const ruled = (text: string) => `x-kubernetes-validations: [${rule(text)}]`

describe('what a rule costs', () => {
  test('one evaluation, at a place that is there once', () => {
    const found = first('name: {type: string}', rule('self.spec.name.contains("x")'))
    expect(found).toMatchObject({ field: '', perCall: 314576n, times: 1n, cost: 314576n, limit: 10_000_000n })
    expect(found.share).toBeCloseTo(0.0314575)
    expect(found.path.slice(-3)).toEqual(['x-kubernetes-validations', 0, 'rule'])
    expect(found.text).toBe('self.spec.name.contains("x")')
  })

  test('times what the lists and maps around it may hold', () => {
    const items = `{type: array, maxItems: 7, items: {type: integer, ${ruled('self > 0')}}}`
    const found = first(`m: {type: object, maxProperties: 5, additionalProperties: ${items}}`)
    expect(found).toMatchObject({ field: 'spec.m[*][*]', perCall: 2n, times: 35n, cost: 70n })
  })

  test('as many as a request can hold, when one of them has no bound', () => {
    const items = `{type: array, maxItems: 7, items: {type: integer, ${ruled('self > 0')}}}`
    expect(first(`m: {type: object, additionalProperties: ${items}}`).times).toBe(1_572_864n)
  })

  test('a messageExpression counts once', () => {
    const rules = `x-kubernetes-validations: [{rule: 'self > 0', messageExpression: 'string(self)'}]`
    const { rules: found, total } = costsOf(`l: {type: array, maxItems: 50, items: {type: integer, ${rules}}}`)
    expect(found.map(({ path, cost }) => [path.at(-1), cost])).toEqual([
      ['rule', 100n],
      ['messageExpression', 2n],
    ])
    expect(total).toBe(102n)
  })

  test('the dearest come first, and are summed up', () => {
    const { rules, total, share } = costsOf(
      'name: {type: string}',
      `${rule('true')}, ${rule('self.spec.name.contains("x")')}`,
    )
    expect(rules.map(({ cost }) => cost)).toEqual([314576n, 0n])
    expect(total).toBe(314576n)
    expect(share).toBeCloseTo(0.00314575)
  })

  test('the name of a resource is what Kubernetes says of it, below rules', () => {
    const metadata = (rules: string) =>
      read(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  names: {plural: foos, kind: Foo}
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        type: object
        x-kubernetes-validations: [${rules}]
        properties:
          metadata: {type: object, properties: {name: {type: string, maxLength: 10, ${ruled('self.contains("x")')}}}}
`)
    const cost = (rules: string) =>
      ruleCosts(readCRD(metadata(rules))!, serverVersion)[0]!.rules.find(({ field }) => field === 'metadata.name')!.cost
    expect(cost('')).toBe(5n)
    expect(cost(rule('true'))).toBe(314574n)
  })

  test('rules that do not compile have none', () => {
    expect(costsOf('name: {type: string}', rule('self.spec.nam == ""')).rules).toEqual([])
  })
})

describe('what would make it cheaper', () => {
  const bounds = (found: RuleCost) => found.bounds.map(({ keyword, field }) => `${keyword} ${field}`)

  test('a bound of the text it reads', () => {
    expect(bounds(first('name: {type: string}', rule('self.spec.name.contains("x")')))).toEqual(['maxLength spec.name'])
  })

  test('bounds of what it runs over, within what it runs over', () => {
    const properties = 'l: {type: array, items: {type: array, items: {type: string}}}'
    const found = first(properties, rule('self.spec.l.all(x, x.all(y, y.matches("^a+$")))'))
    expect(bounds(found)).toEqual(['maxItems spec.l', 'maxItems spec.l[*]', 'maxLength spec.l[*][*]'])
    expect(found.enough).toBe(200n)
  })

  test('bounds of all that is around it', () => {
    const items = `{type: object, additionalProperties: {type: integer, ${ruled('self > 0')}}}`
    const found = first(`l: {type: array, items: ${items}}`)
    expect(bounds(found).sort()).toEqual(['maxItems spec.l', 'maxProperties spec.l[*]'])
  })

  test('either of two is enough', () => {
    expect(bounds(first('a: {type: string}, b: {type: string}', rule('self.spec.a == self.spec.b')))).toHaveLength(1)
  })

  test('what has no effect is not named', () => {
    expect(bounds(first('l: {type: array, items: {type: string}}', rule('self.spec.l.size() < 3')))).toEqual([])
    expect(bounds(first('e: {type: string, enum: [a, b]}', rule('self.spec.e.contains("a")')))).toEqual([])
  })

  test('what the schema of a resource cannot bound is not named', () => {
    expect(bounds(first('a: {type: string}', rule('self.metadata.name.matches("^[a-z]+$")')))).toEqual([])
  })

  test('bounds that are there are named when a rule is dear all the same', () => {
    const items = `{type: string, maxLength: 10, ${ruled('self.matches("^[a-z]+$")')}}`
    const found = first(`l: {type: array, maxItems: 100000, items: ${items}}`)
    expect(costHint(found)).toBe('lower maxItems of spec.l (100000), lower maxLength of spec.l[*] (10)')
  })

  test('a bound that is there is lowered when nothing else helps', () => {
    const items = `{type: string, maxLength: 10, ${ruled('self.matches("^[a-z]+$")')}}`
    const found = first(`l: {type: array, maxItems: 1000000, items: ${items}}`)
    expect(found.cost > found.limit).toBe(true)
    expect(found.bounds).toMatchObject([{ field: 'spec.l', declared: 1_000_000 }, { field: 'spec.l[*]' }])
    expect(costHint(found)).toBe(
      'lower maxItems of spec.l (1000000), lower maxLength of spec.l[*] (10); 500000 each would do',
    )
  })
})

describe('the hint', () => {
  const bound = (field: string, keyword: 'maxItems' | 'maxLength') => ({
    field,
    keyword,
    path: [],
    declared: undefined,
  })

  test('says where to add what', () => {
    const bounds = [bound('spec.a', 'maxItems'), bound('spec.b', 'maxItems'), bound('spec.b[*]', 'maxLength')]
    expect(costHint({ bounds, enough: 100n })).toBe(
      'add maxItems to spec.a and spec.b, add maxLength to spec.b[*]; 100 each would do',
    )
    expect(costHint({ bounds: bounds.slice(0, 1), enough: 20n })).toBe('add maxItems to spec.a; 20 would do')
    expect(costHint({ bounds: [], enough: undefined })).toBeUndefined()
  })

  test('stands in the findings', () => {
    const items = '{type: array, items: {type: string}}'
    const document = crd(`l: {type: array, items: ${items}}`, rule('self.spec.l.all(x, x.all(y, y.size() > 1))'))
    const [finding] = validateCRDCreate(document, { serverVersion })
    expect(finding).toMatchObject({
      message: expect.stringContaining('estimated rule cost exceeds budget by factor of more than 100x'),
      hint: 'add maxItems to spec.l and spec.l[*]; 1000 each would do',
    })
  })
})
