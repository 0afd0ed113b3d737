import { expect, test } from '@jest/globals'
import { validateCRDCreate } from '../../../src/lint/server/validate.ts'
import { read } from './read.ts'

function judge(spec: string) {
  const text = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  names: {plural: foos, kind: Foo}
${spec}`
  return validateCRDCreate(read(text), { serverVersion: { minor: 36 } })
}

test('what was right in v1beta1 only warns of what v1 requires', () => {
  const found = judge(`
  version: v1
  additionalPrinterColumns: [{name: A, type: string, JSONPath: .spec.a}]
  validation:
    openAPIV3Schema:
      properties: {spec: {minimum: 1}}`)
  expect(found.every(({ severity, source }) => severity === 'warning' && source === 'lint')).toBe(true)
  const messages = found.map(({ field, message }) => `${field}: ${message}`)
  expect(messages).toContain(
    'spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
  )
  expect(messages).toContain('spec.validation: v1 has no spec.validation: write spec.versions[*].schema')
  expect(messages).toContain('spec.scope: v1 requires spec.scope: here it is Namespaced')
  expect(messages.filter((message) => message.includes('JSONPath'))).toEqual([
    'spec.additionalPrinterColumns[0].JSONPath: v1 has no spec.additionalPrinterColumns[0].JSONPath: write jsonPath',
  ])
})

test('what was wrong even then is an error', () => {
  const found = judge(`
  scope: Cluster
  preserveUnknownFields: false
  versions: [{name: v1, served: true, storage: false}]
  validation: {openAPIV3Schema: {type: object, properties: {a: {minimum: 1}}}}`)
  const errors = found.filter(({ severity }) => severity === 'error').map(({ field }) => field)
  expect(errors.sort()).toEqual([
    'spec.validation.openAPIV3Schema.properties[a].type',
    'spec.versions',
    'status.storedVersions',
  ])
})
