import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { put } from '../etcd.ts'
import { crdsPath, installCRD } from '../install.ts'
import { type Converter, openConverter } from './converter.ts'
import { type Data, type DefinitionOptions, definition } from './definition.ts'
import { Typed } from './typed.ts'

await describeWithOwnControlPlane(
  'inspect --problems: named, and mended by the command',
  { controllerManager: true },
  (server) => {
    let client: Client
    let typed: Typed
    let folder: string

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-inspect-'))
      client = new Client(server())
      typed = new Typed(server(), folder)
    })
    afterAll(() => {
      client.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function install(options: DefinitionOptions): Promise<string> {
      const crd = definition(options)
      expect(await installCRD(client, JSON.stringify(crd))).toMatchObject({ status: 201 })
      return crd.metadata.name
    }

    async function create(path: string, object: Data): Promise<void> {
      // New CRDs take no objects for a moment.
      for (let i = 0; i < 100; i++) {
        const { status, text } = await client.request('POST', path, object)
        if (status === 201) return
        if (status !== 429 && status !== 404) throw new Error(text)
        await sleep(100)
      }
      throw new Error(`${path}: not created`)
    }

    function object(group: string, kind: string, name: string, finalizers: string[] = []): Data {
      return { apiVersion: `${group}/v1`, kind, metadata: { name, namespace: 'default', finalizers } }
    }

    async function change(name: string, edit: (crd: { spec: Data & { versions: Data[] }; status: Data }) => void) {
      const { json } = await client.request('GET', `${crdsPath}/${name}`)
      edit(json as { spec: Data & { versions: Data[] }; status: Data })
      return json as Data
    }

    test.each([[['one']], [['one', 'two', "it's"]]])(
      'a finalizer that sticks, on %j',
      async (names) => {
        const group = `stuck${names.length}.example.com`
        const crd = await install({ plural: 'holders', kind: 'Holder', group })
        const path = `/apis/${group}/v1/namespaces/default/holders`
        for (const name of names.map((each) => each.replace("'", '-')))
          await create(path, object(group, 'Holder', name, ['example.com/hold']))
        await client.request('DELETE', `${crdsPath}/${crd}`)
        const [found] = await typed.until(crd, 'CRD4004')
        expect(found!.message).toMatch(
          /^being deleted for \d+s: \d objects? (?:is|are) left, held by finalizer example\.com\/hold on default\//,
        )
        await typed.shell(found!.next)
        await typed.until(crd)
        for (let i = 0; i < 50 && (await client.request('GET', `${crdsPath}/${crd}`)).status !== 404; i++)
          await sleep(100)
        expect((await client.request('GET', `${crdsPath}/${crd}`)).status).toBe(404)
      },
      60_000,
    )

    test('a short name that another CRD of the group has', async () => {
      const group = 'same.example.com'
      const first = await install({ plural: 'firsts', kind: 'First', group, shortNames: ['fi'] })
      const crd = definition({ plural: 'seconds', kind: 'Second', group, shortNames: ['se', 'fi'] })
      expect((await client.request('POST', crdsPath, crd)).status).toBe(201)
      const [found] = await typed.until(crd.metadata.name, 'CRD4001')
      expect(found!.message).toBe(`fi is not accepted: "fi" is already in use by ${first}`)
      await typed.shell(found!.next)
      await typed.until(crd.metadata.name)
      expect(await typed.shell('kubectl get se')).toBe('')
    }, 60_000)

    test('a kind that another CRD of the group has', async () => {
      const group = 'kinds.example.com'
      await install({ plural: 'firsts', kind: 'Same', group })
      const crd = definition({ plural: 'seconds', kind: 'Same', group })
      expect((await client.request('POST', crdsPath, crd)).status).toBe(201)
      const [found] = await typed.until(crd.metadata.name, 'CRD4001')
      await typed.shell(found!.next)
      await typed.until(crd.metadata.name)
    }, 60_000)

    test('a short name of Kubernetes itself', async () => {
      const crd = await install({ plural: 'polls', kind: 'Poll', group: 'clash.example.com', shortNames: ['pl', 'po'] })
      const [found] = await typed.until(crd, 'CRD4002')
      expect(found!.message).toBe('short name taken: kubectl get po means pods (v1)')
      await typed.shell(found!.next)
      await typed.until(crd)
      expect(await typed.shell('kubectl get pl')).toBe('')
    }, 60_000)

    const kindOf = (plural: string) => plural.slice(0, 1).toUpperCase() + plural.slice(1, -1)
    const twoVersions = (storage: string) =>
      ['v1alpha1', 'v1'].map((name) => ({ name, storage: name === storage, deprecated: name !== 'v1' }))

    async function withOldVersion(plural: string, objects: readonly string[]): Promise<string> {
      const group = `${plural}.example.com`
      const crd = await install({ plural, kind: kindOf(plural), group, versions: twoVersions('v1alpha1') })
      for (const name of objects)
        await create(`/apis/${group}/v1/namespaces/default/${plural}`, object(group, kindOf(plural), name))
      const changed = await change(crd, ({ spec }) => {
        for (const version of spec.versions) version.storage = version.name === 'v1'
      })
      expect(await client.request('PUT', `${crdsPath}/${crd}`, changed)).toMatchObject({ status: 200 })
      return crd
    }

    const storedVersions = async (crd: string) =>
      ((await client.request('GET', `${crdsPath}/${crd}`)).json as { status: Data }).status.storedVersions

    test.each([
      ['olds', ['a', 'b']],
      ['unuseds', []],
    ])(
      'never migrated: %s',
      async (plural, objects) => {
        const crd = await withOldVersion(plural, objects)
        const [found] = await typed.until(crd, 'CRD4006')
        expect(found).toMatchObject({
          severity: 'warning',
          message: 'objects may be stored in v1alpha1 (deprecated) still, not in v1',
        })
        await typed.shell(found!.next)
        await typed.until(crd)
        expect(await storedVersions(crd)).toEqual(['v1'])
      },
      60_000,
    )

    test.each([
      ['losts', ['a', 'b'], ['CRD4005', 'CRD4006']],
      ['forgottens', [], ['CRD4005']],
    ])(
      'a version that is stored and not in the spec any more: %s',
      async (plural, objects, codes) => {
        const crd = await withOldVersion(plural, objects)
        // The server would not allow it.
        const changed = await change(crd, ({ spec }) => spec.versions.shift())
        const key = `/registry/apiextensions.k8s.io/customresourcedefinitions/${crd}`
        await put(server().etcdUrl, key, JSON.stringify(changed))
        for (const code of codes) {
          const [found] = await typed.until(crd, code)
          await typed.shell(found!.next)
        }
        await typed.until(crd)
        expect(await storedVersions(crd)).toEqual(['v1'])
        const items = objects.map(() => ({}))
        expect((await listed(`/apis/${plural}.example.com/v1/${plural}`)).json).toMatchObject({ items })
      },
      60_000,
    )

    /** A list, once the server has taken up what changed. */
    async function listed(path: string) {
      for (let i = 0; i < 50; i++) {
        const answer = await client.request('GET', path)
        if (answer.status === 200) return answer
        await sleep(100)
      }
      return client.request('GET', path)
    }

    const webhook = (name: string, more: Data = {}): Data => ({
      strategy: 'Webhook',
      webhook: {
        conversionReviewVersions: ['v1'],
        clientConfig: { service: { namespace: 'default', name, port: 443, ...more } },
      },
    })
    const served = [{ name: 'v1', storage: true }, { name: 'v2' }]

    test('a conversion webhook whose service is not there', async () => {
      const group = 'noservice.example.com'
      const crd = await install({
        plural: 'hooks',
        kind: 'Hook',
        group,
        versions: served,
        conversion: webhook('missing'),
      })
      await create(`/apis/${group}/v1/namespaces/default/hooks`, object(group, 'Hook', 'a'))
      const [found] = await typed.until(crd, 'CRD4010')
      expect(found!.message).toBe('conversion webhook: service default/missing does not exist')
      expect((await client.request('GET', `/apis/${group}/v2/hooks`)).status).toBe(500)
      await typed.shell(found!.next)
      await typed.until(crd)
      expect((await listed(`/apis/${group}/v2/hooks`)).status).toBe(200)
    }, 60_000)

    test('a conversion webhook that has no pods', async () => {
      const labels = { app: 'converter' }
      const containers = [{ name: 'converter', image: 'example.com/converter' }]
      const template = { metadata: { labels }, spec: { containers } }
      const spec = { replicas: 0, selector: { matchLabels: labels }, template }
      await create('/apis/apps/v1/namespaces/default/deployments', { metadata: { name: 'converter' }, spec })
      const ports = [{ port: 443 }]
      await create('/api/v1/namespaces/default/services', {
        metadata: { name: 'converter' },
        spec: { selector: labels, ports },
      })
      const group = 'nopods.example.com'
      const crd = await install({
        plural: 'hooks',
        kind: 'Hook',
        group,
        versions: served,
        conversion: webhook('converter'),
      })
      const [found] = await typed.until(crd, 'CRD4010')
      expect(found!.next).toBe('kubectl scale -n default deployment/converter --replicas=1')
      await typed.shell(found!.next)
      // No kubelet runs pods here, so that is played.
      await create('/api/v1/nodes', { metadata: { name: 'played' } })
      for (let i = 0, pods: Data[] = []; pods.length === 0 && i < 100; i++, await sleep(100)) {
        const { json } = await client.request('GET', '/api/v1/namespaces/default/pods')
        pods = (json as { items: Data[] }).items
        for (const { metadata } of pods as { metadata: Data }[]) {
          const status = {
            phase: 'Running',
            podIP: '10.9.8.7',
            podIPs: [{ ip: '10.9.8.7' }],
            conditions: [{ type: 'Ready', status: 'True' }],
          }
          const binding = { metadata: { name: metadata.name }, target: { kind: 'Node', name: 'played' } }
          await client.request('POST', `/api/v1/namespaces/default/pods/${metadata.name}/binding`, binding)
          const headers = { 'content-type': 'application/merge-patch+json' }
          await client.request('PATCH', `/api/v1/namespaces/default/pods/${metadata.name}/status`, { status }, headers)
        }
      }
      await typed.until(crd)
    }, 60_000)

    test('a conversion webhook whose authority is over, and one that does not answer', async () => {
      const converter = await openConverter('external.default.svc')
      await create('/api/v1/namespaces/default/services', {
        metadata: { name: 'external' },
        spec: { type: 'ExternalName', externalName: 'localhost' },
      })
      const group = 'expired.example.com'
      const crd = await installHook(group, converter)
      const [found] = await typed.until(crd, 'CRD4011')
      expect(found!.message).toMatch(/^CA bundle of the conversion webhook expired on \d{4}-\d\d-\d\d$/)
      expect((await client.request('GET', `/apis/${group}/v2/hooks`)).text).toContain('x509')
      writeFileSync(join(folder, 'ca.crt'), converter.ca)
      await typed.shell(found!.next)
      await typed.until(crd)
      expect((await listed(`/apis/${group}/v2/hooks`)).status).toBe(200)

      await converter.close()
      const [down] = await typed.until(crd, 'CRD4012')
      expect(down!.message).toMatch(/^cannot be read at v2: conversion webhook for .* failed: .*connection refused/)
      // A list would be answered: the server has it ready, converted.
      expect((await client.request('GET', `/apis/${group}/v2/hooks`)).status).toBe(200)
      await expect(typed.shell(down!.next)).rejects.toThrow('connection refused')
      await converter.open()
      expect(await typed.shell(down!.next)).toContain(`"apiVersion":"${group}/v2"`)
      await typed.until(crd)
      await converter.close()
    }, 60_000)

    async function installHook(group: string, { port, expired }: Converter): Promise<string> {
      const conversion = webhook('external', { port })
      const config = (conversion.webhook as { clientConfig: Data }).clientConfig
      config.caBundle = Buffer.from(expired).toString('base64')
      const crd = await install({ plural: 'hooks', kind: 'Hook', group, versions: served, conversion })
      await create(`/apis/${group}/v1/namespaces/default/hooks`, object(group, 'Hook', 'a'))
      return crd
    }

    test('what is worth a note', async () => {
      const status = { type: 'object', properties: { ready: { type: 'boolean' } } }
      const versions = [{ name: 'v1', storage: true, properties: { status } }]
      const crd = await install({ plural: 'nodes', kind: 'Node', group: 'notes.example.com', versions })
      const [clash, habit] = await typed.until(crd, 'CRD4003', 'CRD4017')
      expect(clash!.message).toBe('another resource has the name too: kubectl get nodes or node means nodes (v1)')
      expect(clash!.severity).toBe('note')
      await typed.shell(clash!.next)
      await typed.shell(habit!.next)
      await typed.until(crd, 'CRD4003')
    }, 60_000)

    test('an API whose server is not there', async () => {
      const spec = { group: 'away.example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 10 }
      const service = { namespace: 'default', name: 'away' }
      const api = { metadata: { name: 'v1.away.example.com' }, spec: { ...spec, service, insecureSkipTLSVerify: true } }
      expect(await client.request('POST', '/apis/apiregistration.k8s.io/v1/apiservices', api)).toMatchObject({
        status: 201,
      })
      const [found] = await typed.until('v1.away.example.com', 'CRD4020')
      expect(found!.message).toBe('does not answer: service default/away does not exist')
      expect((await typed.crd('inspect', '--problems')).status).toBe(1)
      await typed.shell(found!.next)
      await typed.until('v1.away.example.com')
    }, 60_000)
  },
)
