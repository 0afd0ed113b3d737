import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { crd, root } from './cli.ts'
import { expectGolden } from './golden.ts'
import { type JSONSchema, mismatches } from './matches-schema.ts'

const input = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: gadgets, kind: Gadget}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, x-kubernetes-validations: [{rule: self > 0}]}
              names:
                type: array
                maxItems: 20
                items:
                  type: string
                  maxLength: 63
                  x-kubernetes-validations: [{rule: 'self.matches("^[a-z]+$")'}]
              rules:
                type: array
                items:
                  type: object
                  properties:
                    hosts:
                      type: array
                      items: {type: string}
                      x-kubernetes-validations:
                      - rule: self.all(a, self.exists_one(b, a == b))
  - name: v1alpha1
    served: true
    storage: false
    schema: {openAPIV3Schema: {type: object}}
`
const validate = (...words: string[]) =>
  crd(['validate', '-f', '-', '--costs', '--advice', 'none', ...words], { input })

describe('--costs', () => {
  test('the dearest rules come first, with what would make them cheaper', () => {
    const { status, out } = validate()
    expect(status).toBe(1)
    expectGolden('validate/costs.txt', out)
  })
  test.each(['json', 'yaml'])('as %s', (format) => {
    const { out } = validate('-o', format)
    expectGolden(`validate/costs.${format}`, out)
    if (format === 'yaml') return
    const schema = JSON.parse(readFileSync(`${root}docs/schemas/validation-report.json`, 'utf8')) as JSONSchema
    expect(mismatches(JSON.parse(out), schema)).toEqual([])
    const [{ version, rules }] = JSON.parse(out).results[0].costs
    expect(version).toBe('v1')
    expect(rules.map(({ field }: { field: string }) => field)).toEqual([
      'spec.rules[*].hosts',
      'spec.names[*]',
      'spec.size',
    ])
  })
  test('goes with reports that have a place for it', () => {
    expect(validate('-o', 'junit')).toMatchObject({ status: 2, err: expect.stringContaining('text, json and yaml') })
  })
})
