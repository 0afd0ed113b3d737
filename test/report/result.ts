import { readManifests } from '../../src/manifest/read.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Result } from '../../src/model/result.ts'

export const finding = (more: Partial<Finding>): Finding => ({
  code: 'CRD0103',
  source: 'server',
  severity: 'error',
  path: ['spec', 'replicas'],
  field: 'spec.replicas',
  reason: 'FieldValueInvalid',
  message: 'Invalid value: 40: spec.replicas in body should be less than or equal to 10',
  ...more,
})

/** A result about the first document of a text. */
export function result(text: string, findings: Finding[], more: Partial<Result> = {}): Result {
  const document = readManifests({ name: 'a.yaml', text })[0]!
  return {
    document,
    apiVersion: 'example.com/v1',
    kind: 'Foo',
    namespace: '',
    name: 'a',
    verdict: 'invalid',
    findings,
    stored: undefined,
    crd: undefined,
    ...more,
  }
}
