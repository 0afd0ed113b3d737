import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Dict } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { forget } from '../../src/validation/create.ts'
import { validateCreate } from '../../src/validation/validate.ts'
import { type Answer, Client } from './client.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { put } from './etcd.ts'
import { installCRD } from './install.ts'

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'olds.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'olds', singular: 'old', kind: 'Old', listKind: 'OldList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  a: { type: 'integer' },
                  b: { type: 'string', default: 'x' },
                  pod: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    properties: { spec: { type: 'object' } },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
}

const resources = [
  { spec: { a: 9, zz: { y: [1, null] } }, other: 1 },
  { spec: { a: null, b: null } },
  { spec: { a: 'x', zz: 1 } },
  { spec: { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', foo: 1 }, spec: { x: 1 }, y: 2 } } },
  { spec: { zz: 1 }, metadata: { foo: 1, labels: { a: 'b' } } },
  { spec: [1] },
]

/** No server of today takes such a CRD, but it keeps one from the days of v1beta1. */
await describeWithOwnControlPlane('a CRD with spec.preserveUnknownFields', {}, (server) => {
  test('prunes nothing, as ours has it', async () => {
    const client = new Client(server())
    expect(await installCRD(client, JSON.stringify(definition))).toMatchObject({ status: 201 })
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/olds.example.com'
    const { text } = await client.request('GET', path)
    const old = text.replace('"spec":{', '"spec":{"preserveUnknownFields":true,')
    await put(server().etcdUrl, '/registry/apiextensions.k8s.io/customresourcedefinitions/olds.example.com', old)

    const create = (body: object): Promise<Answer> =>
      client.request(
        'POST',
        '/apis/example.com/v1/namespaces/default/olds?dryRun=All&fieldValidation=Strict',
        JSON.stringify(body),
      )
    const whole = (resource: { spec: unknown; metadata?: object }) => ({
      apiVersion: 'example.com/v1',
      kind: 'Old',
      ...resource,
      metadata: { name: 'a', ...resource.metadata },
    })
    for (let i = 0; (await create(whole({ spec: { zz: 1 } }))).status !== 201; i++) {
      expect(i).toBeLessThan(100)
      await sleep(100)
    }

    const crd = readCRD(readManifests({ name: 'crd', text: old })[0]!)!
    for (const resource of resources.map(whole)) {
      const answer = await create(resource)
      const [document] = readManifests({ name: 'resource', text: JSON.stringify(resource) }, { raw: true })
      const { findings, stored } = validateCreate(document!, crd, { serverVersion: newestVersion })
      const errors = findings.filter(({ severity }) => severity === 'error')
      const { message } = answer.json as { message?: string }
      expect([resource, errors.length === 0, message]).toEqual([resource, answer.status === 201, message])
      if (answer.status !== 201) {
        for (const error of errors) expect(message).toContain(error.message)
        continue
      }
      const theirs = readManifests({ name: 'answer', text: answer.text }, { raw: true })[0]!.root as Dict
      expect(marshal(stored!)).toEqual(marshal(forget(theirs)))
    }
    client.close()
  }, 60_000)
})
