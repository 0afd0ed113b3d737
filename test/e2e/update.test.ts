import { describe, expect, test } from '@jest/globals'
import { newestVersion, oldestVersion } from '../../src/model/server-version.ts'
import { crd } from './cli.ts'
import { expectGolden } from './golden.ts'

const folder = 'test/e2e/update'
const update = ['validate', '-f', `${folder}/new.yaml`, '--crds', `${folder}/crd.yaml`]
const old = ['--old', `${folder}/old.yaml`]

describe('--old', () => {
  test('what the old object broke may stay; transition rules run; what has no pair is said', () => {
    const { status, out, err } = crd([...update, ...old])
    expect(status).toBe(1)
    expectGolden('validate/update.txt', out + err)
  })
  test('without it the same objects are created', () => {
    const { status, out } = crd(update)
    expect([status, out]).toEqual([1, expect.stringContaining('spec.size should be less than or equal to 10')])
    expect(out).not.toContain('immutable')
  })
  test('--subresource status judges the status alone', () => {
    const { status, out, err } = crd([...update, ...old, '--subresource', 'status'])
    expect(status).toBe(1)
    expectGolden('validate/update-status.txt', out + err)
  })
  test('--subresource status without --old is wrong usage', () => {
    expect(crd([...update, '--subresource', 'status'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('--subresource needs --old'),
    })
  })
  test('of CRDs: names stay, stored versions stay', () => {
    const input = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.example.com}
spec:
  group: example.com
  scope: Cluster
  names: {plural: gadgets, kind: Gadget}
  versions:
  - {name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
`
    const { status, out } = crd(['validate', '-f', '-', '--old', `${folder}/crd.yaml`], { input })
    expect(status).toBe(1)
    expect(out).toContain('spec.scope: Invalid value: "Cluster": field is immutable')
    expect(out).toContain('v1 was previously a storage version')
    expect(crd(['validate', '-f', '-'], { input }).status).toBe(0)
  })
  test('an old object that cannot be read is exit 2', () => {
    const { status, err } = crd([...update, '--old', '-'], { input: 'a: [' })
    expect([status, err]).toEqual([2, expect.stringContaining('error: cannot read stdin:1: yaml: ')])
  })
})

describe('--print-stored', () => {
  test('prints objects as YAML, which validate again; findings go to standard error', () => {
    const { status, out, err } = crd([...update, '--print-stored'])
    expect([status, err]).toEqual([1, expect.stringContaining('error[CRD0103]')])
    expectGolden('validate/stored.yaml', out)
    expect(crd(['validate', '-f', '-', '--crds', `${folder}/crd.yaml`], { input: out }).status).toBe(0)
  })
  test('of a CRD: what is empty is left out, defaults are filled in', () => {
    const { out } = crd(['validate', '-f', `${folder}/crd.yaml`, '--print-stored'])
    expect(out).toContain('    listKind: GadgetList\n')
    expect(out).not.toContain('generation')
  })
})

test('every known Kubernetes version can be asked for, and no other', () => {
  const ask = (minor: number) =>
    crd(['validate', 'examples/zone/good.yaml', '--crds', 'examples/zone/crd.yaml', '--kube-version', `v1.${minor}`])
  expect(ask(oldestVersion.minor).status).toBe(0)
  expect(ask(newestVersion.minor).status).toBe(0)
  expect(ask(oldestVersion.minor - 1)).toMatchObject({ status: 2, err: expect.stringContaining('known are 1.30 to') })
  expect(ask(newestVersion.minor + 1).status).toBe(2)
})
