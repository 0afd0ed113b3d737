import { describe, expect, test } from '@jest/globals'
import { crd } from './cli.ts'

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
          spec: {type: object, required: [nmae], properties: {name: {type: string}, on: {type: boolean}}}
          status: {type: object, properties: {conditions: {type: array, items: {type: string}}}}
`
const codes = (...words: string[]) => {
  const { out, status } = crd(['validate', '-f', '-', ...words], { input })
  return { status, codes: [...out.matchAll(/^(\w+)\[(CRD\d+)\]/gm)].map(([, severity, code]) => `${severity} ${code}`) }
}
const usual = ['warning CRD0311', 'warning CRD0305', 'warning CRD0306']
const all = ['warning CRD0311', 'warning CRD0307', 'warning CRD0305', 'warning CRD0304', 'warning CRD0306']

describe('advice about CRDs', () => {
  test.each<[words: string[], expected: string[]]>([
    [[], usual],
    [['--advice', 'usual'], usual],
    [['--advice', 'all'], all],
    [['--advice', 'none'], []],
    [['--advice', 'none,CRD0307'], ['warning CRD0307']],
    [
      ['--advice', 'crd0307', '--advice=-CRD0305'],
      ['warning CRD0311', 'warning CRD0307', 'warning CRD0306'],
    ],
  ])('%j', (words, expected) => {
    expect(codes(...words)).toEqual({ status: 0, codes: expected })
  })
  test('counts only where warnings are to', () => {
    expect(codes('--fail-on', 'warning').status).toBe(1)
    expect(codes('--fail-on', 'warning', '--advice', 'none').status).toBe(0)
  })
  test('is not said about CRDs that only judge', () => {
    const { out } = crd(['validate', 'examples/sampledb/good.yaml', '--crds', 'examples/sampledb/crd.yaml'])
    expect(out).not.toContain('CRD03')
  })
  test('says how to learn more, and explain knows the code', () => {
    expect(crd(['validate', '-f', '-'], { input }).out).toContain('= help: kubectl crd explain CRD0305\n')
    expect(crd(['explain', 'CRD0305'])).toMatchObject({ status: 0, out: expect.stringContaining('Not so:') })
  })
  test('of an unknown name is wrong usage', () => {
    expect(crd(['validate', '-f', '-', '--advice', 'usal'], { input })).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean usual?'),
    })
  })
})
