import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { gvkOf } from '../../src/model/document.ts'
import { marshal } from '../../src/model/go/json.ts'
import type { GVK } from '../../src/model/gvk.ts'
import { type Dict, isDict } from '../../src/model/value.ts'
import { Client } from './client.ts'
import { describeWithControlPlane } from './describe.ts'
import { type CRDObject, installCRD, resourcesPath, uninstallCRD } from './install.ts'

/** Folders whose subfolders hold `crd*.yaml`, `good*.yaml` and `bad*.yaml`. */
const roots = [fileURLToPath(new URL('../../examples/', import.meta.url))]

interface Resource {
  gvk: GVK
  root: Dict
}

const examples = roots.filter(existsSync).flatMap((root) =>
  readdirSync(root)
    .map((name) => ({ name, ...readExample(join(root, name)) }))
    // Of v1beta1 no server of today knows anything.
    .filter(({ crds }) => crds.length > 0 && crds.every(({ gvk }) => gvk.version === 'v1')),
)

await describeWithControlPlane('the examples', (server) => {
  let client: Client
  const installed: CRDObject[] = []

  beforeAll(async () => {
    client = new Client(server())
    for (const { root } of examples.flatMap(({ crds }) => crds)) {
      const answer = await installCRD(client, marshal(root))
      expect(answer).toMatchObject({ status: 201 })
      installed.push(answer.json as CRDObject)
    }
  }, 60_000)

  afterAll(async () => {
    for (const crd of installed) await uninstallCRD(client, crd.metadata.name)
    client.close()
  }, 60_000)

  test('are there', () => {
    expect(examples.length).toBeGreaterThan(3)
  })

  test.each(examples)('$name: the good are accepted, the bad are refused', async ({ good, bad }) => {
    for (const each of good) expect(await answerTo(each)).toMatchObject({ status: 201 })
    for (const each of bad) expect([400, 404, 422]).toContain((await answerTo(each)).status)
  })

  function answerTo({ gvk, root }: Resource) {
    const crd = installed.find(({ spec }) => spec.group === gvk.group && spec.names.kind === gvk.kind)
    // kubectl finds no resource for such a kind, and asks nothing.
    if (!crd) return { status: 404 }
    const path = resourcesPath(crd, gvk.version, 'default')
    return client.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, marshal(root))
  }
})

function readExample(folder: string) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const resources = (prefix: string) =>
    files.filter((name) => name.startsWith(prefix)).flatMap((name) => readResources(join(folder, name)))
  return { crds: resources('crd'), good: resources('good'), bad: resources('bad') }
}

function readResources(file: string): Resource[] {
  return readManifests({ name: file, text: readFileSync(file, 'utf8') }).map(({ root }) => {
    const gvk = gvkOf(root)
    if (!gvk || !isDict(root)) throw new Error(`${file} holds something that is no resource`)
    return { gvk, root }
  })
}
