import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect } from '../../../src/cluster/connect.ts'
import { pages } from '../../../src/cluster/transport/pages.ts'
import { accepted, readJson } from '../../../src/cluster/transport/read-json.ts'
import type { Transport } from '../../../src/cluster/transport/transport.ts'
import { type WatchEvent, watch } from '../../../src/cluster/transport/watch.ts'
import { nameOf } from '../../../src/model/document.ts'
import { isDict } from '../../../src/model/value.ts'
import { surroundings } from '../../cluster/surroundings.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'

// Without its cache the server forgets what etcd forgets.
const options = { flags: ['--watch-cache=false'] }
await describeWithOwnControlPlane('lists and watches of a real server', options, (server) => {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-lists-'))
  const path = '/api/v1/namespaces/default/configmaps'
  let transport: Transport

  beforeAll(() => {
    transport = connect({ kubeconfig: server().kubeconfigPath }, surroundings())
  })
  afterAll(() => {
    transport.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function ask(method: string, at: string, object?: object): Promise<string> {
    const body = object && JSON.stringify(object)
    return (await accepted(transport, await transport.request({ method, path: at, ...(body && { body }) }))).text
  }

  test('pages hold everything once, and zipped answers are read', async () => {
    const data = { text: 'x'.repeat(10_000) }
    for (let i = 0; i < 30; i++)
      await ask('POST', path, { metadata: { name: `map-${i}`, labels: { few: String(i < 3) } }, data })
    const sizes: number[] = []
    const names = new Set<string>()
    for await (const { items, remaining } of pages(transport, path, { limit: 12 })) {
      sizes.push(items.length)
      for (const item of items) names.add(nameOf(item).name)
      if (sizes.length === 1) expect(remaining).toBe(18)
    }
    expect(sizes).toEqual([12, 12, 6])
    expect(names.size).toBe(30)
    const few = pages(transport, path, { labelSelector: 'few=true', fieldSelector: 'metadata.name!=map-1' })
    expect((await few.next()).value?.items.map((item: unknown) => nameOf(item as never).name)).toEqual([
      'map-0',
      'map-2',
    ])
    const { headers, text } = await transport.request({ path })
    expect(headers['content-encoding']).toBe('gzip')
    expect(text.length).toBeGreaterThan(300_000)
  })

  test('a list goes on when its state is gone', async () => {
    const names: string[] = []
    const inconsistent: boolean[] = []
    for await (const page of pages(transport, path, { limit: 10 })) {
      names.push(...page.items.map((item) => nameOf(item).name))
      inconsistent.push(page.inconsistent)
      if (inconsistent.length > 1) continue
      const made = JSON.parse(await ask('POST', path, { metadata: { name: 'later' } }))
      await compact(made.metadata.resourceVersion)
    }
    expect(inconsistent).toEqual([false, true, true])
    // What came later stands before where the list was.
    expect(new Set(names).size).toBe(30)
  })

  async function compact(revision: string): Promise<void> {
    const answer = await fetch(`${server().etcdUrl}/v3/kv/compaction`, {
      method: 'POST',
      body: JSON.stringify({ revision, physical: true }),
    })
    expect(answer.status).toBe(200)
  }

  test('a watch sees what happens, and says when it is too late', async () => {
    const first = pages(transport, path, { limit: 1 })
    const { resourceVersion } = (await first.next()).value!
    const seen: WatchEvent[] = []
    const stop = new AbortController()
    const watching = (async () => {
      for await (const event of watch(transport, path, { resourceVersion, signal: stop.signal })) {
        if (event.type !== 'BOOKMARK') seen.push(event)
        if (event.type === 'DELETED') return
      }
    })()
    await ask('POST', path, { metadata: { name: 'watched' }, data: { a: '1' } })
    await ask('PUT', `${path}/watched`, { metadata: { name: 'watched' }, data: { a: '2' } })
    await ask('DELETE', `${path}/watched`)
    await watching
    expect(seen.map(({ type, object }) => [type, isDict(object.data) ? object.data.a : undefined])).toEqual([
      ['ADDED', '1'],
      ['MODIFIED', '2'],
      ['DELETED', '2'],
    ])
    stop.abort()
    await expect(watch(transport, path, { resourceVersion: '1' }).next()).rejects.toMatchObject({ code: 410 })
    const short = watch(transport, path, { resourceVersion: '', timeoutSeconds: 1, fieldSelector: 'metadata.name=no' })
    for await (const { type } of short) expect(type).toBe('BOOKMARK')
  })

  test('nothing of an object is lost', async () => {
    const client = new Client(server())
    const schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'keepers.lists.example.com' },
      spec: {
        group: 'lists.example.com',
        scope: 'Namespaced',
        names: { plural: 'keepers', kind: 'Keeper' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    }
    expect((await installCRD(client, JSON.stringify(crd))).status).toBe(201)
    client.close()
    const at = '/apis/lists.example.com/v1/namespaces/default/keepers'
    const text = '{"apiVersion":"lists.example.com/v1","kind":"Keeper","metadata":{"name":"a"},"big":9007199254740993}'
    const body = join(folder, 'body.json')
    writeFileSync(body, text)
    await accepted(transport, await transport.request({ method: 'POST', path: at, body: text }))
    expect(readJson(await ask('GET', `${at}/a`))).toMatchObject({ big: 9007199254740993n })
  })
})
