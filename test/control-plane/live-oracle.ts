import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { locate, type Range } from '../../src/model/path.ts'
import { clone, type Dict, isDict, newDict, type Value } from '../../src/model/value.ts'
import type { Answer as Judged, Oracle, Question, Verdict, Write } from '../conformance/server/oracle.ts'
import { type Answer, Client } from './client.ts'
import { put, remove } from './etcd.ts'
import { type CRDObject, crdsPath, installCRD, resourcesPath, uninstallCRD } from './install.ts'
import type { ControlPlane } from './start.ts'

/** CRDs with names of their own are judged side by side. */
const besides = 4

/**
 * A real server behind the interface of the program in `test/conformance/server`: CRDs are installed, objects that are to
 * be updated are put into etcd as they are, and every question is a dry run.
 */
export function liveOracle(server: ControlPlane): Oracle {
  const client = new Client(server)
  const turns: Promise<unknown>[] = Array.from({ length: besides }, () => Promise.resolve())
  const lastOf = new Map<string, Promise<unknown>>()
  let next = 0
  return {
    ask: (question) => {
      const name = nameIn(question.definition!)
      // Only one of a name can be there.
      const turn = next++ % besides
      const before = Promise.all([turns[turn], lastOf.get(name)])
      const answer = before.then(() => judge(client, server.etcdUrl, question))
      const done = answer.catch(() => undefined)
      turns[turn] = done
      lastOf.set(name, done)
      return answer
    },
    close: () => client.close(),
  }
}

async function judge(client: Client, etcd: string, { definition, before, resources }: Question): Promise<Judged> {
  if (before !== undefined) return judgeUpdate(client, definition!, before)
  const asked = verdictOf(await client.request('POST', `${crdsPath}?dryRun=All&fieldValidation=Strict`, definition))
  if (!asked.accepted || !resources?.length) return { definition: asked, resources: asked.accepted ? [] : null }
  const installed = await installCRD(client, withoutWebhook(definition!))
  if (installed.status !== 201) return { definition: asked, resources: null, error: installed.text }
  const crd = installed.json as CRDObject
  try {
    const verdicts: Verdict[] = []
    for (const write of resources) verdicts.push(await judgeWrite(client, etcd, crd, write))
    return { definition: asked, resources: verdicts }
  } finally {
    await uninstallCRD(client, crd.metadata.name)
  }
}

async function judgeUpdate(client: Client, definition: string, before: string): Promise<Judged> {
  const installed = await installCRD(client, withoutWebhook(before))
  if (installed.status !== 201) return { definition: null, resources: null, error: installed.text }
  const { name } = (installed.json as CRDObject).metadata
  try {
    for (;;) {
      const path = `${crdsPath}/${name}`
      const { metadata } = (await client.request('GET', path)).json as { metadata: { resourceVersion: string } }
      const body = withResourceVersion(definition, metadata.resourceVersion)
      const answer = await client.request('PUT', `${path}?dryRun=All&fieldValidation=Strict`, body)
      // Its status is still being written.
      if (answer.status !== 409 || !answer.text.includes('the object has been modified'))
        return { definition: verdictOf(answer), resources: null }
    }
  } finally {
    await uninstallCRD(client, name)
  }
}

async function judgeWrite(client: Client, etcd: string, crd: CRDObject, write: Write): Promise<Verdict> {
  const { root } = read(write.stored ?? write.body)
  const metadata = isDict(root.metadata) ? root.metadata : newDict()
  const text = (value: Value | undefined) => (typeof value === 'string' ? value : '')
  const namespace = text(metadata.namespace) || 'default'
  const version = text(read(write.body).root.apiVersion).split('/')[1] || 'none'
  const asks = '?dryRun=All&fieldValidation=Strict'
  if (write.do === 'create') {
    const path = resourcesPath(crd, version, namespace)
    const answer = await client.request('POST', path + asks, write.body)
    const generated = text(metadata.name) === '' && text(metadata.generateName) !== ''
    return verdictOf(answer, generated ? text(metadata.generateName) : undefined)
  }
  const name = text(metadata.name)
  const key = ['/registry', crd.spec.group, crd.spec.names.plural]
  if (crd.spec.scope === 'Namespaced') key.push(namespace)
  key.push(name)
  const at = key.join('/')
  let revision = await put(etcd, at, stored(root, crd, namespace))
  const storage = crd.spec.versions.find((each) => each.storage)!
  if (storage.served && root.apiVersion !== `${crd.spec.group}/${storage.name}`) {
    const { text: converted } = await client.request(
      'GET',
      `${resourcesPath(crd, storage.name, namespace)}/${encodeURIComponent(name)}`,
    )
    revision = await put(etcd, at, converted)
  }
  const path = `${resourcesPath(crd, version, namespace)}/${encodeURIComponent(name)}`
  const body = withResourceVersion(write.body, revision)
  const answer = await client.request('PUT', path + (write.do === 'status' ? '/status' : '') + asks, body)
  await remove(etcd, at)
  return verdictOf(answer)
}

/** What a file leaves out and every stored object has. */
function stored(root: Dict, crd: CRDObject, namespace: string): string {
  const metadata = isDict(root.metadata) ? clone(root.metadata) : newDict()
  metadata.uid ??= '7d3a1c52-0b1e-4f0e-9a43-5f5a2c9d8e10'
  metadata.creationTimestamp ??= '2020-01-01T00:00:00Z'
  metadata.generation ??= 1
  if (crd.spec.scope === 'Namespaced') metadata.namespace = namespace
  return marshal(Object.assign(newDict(), root, { metadata }))
}

interface Status {
  reason?: string
  message?: string
  details?: { causes?: { field?: string; reason?: string; message?: string }[] }
}

/** @param generateName of a created object without a name */
function verdictOf({ status, json, text, warnings }: Answer, generateName?: string): Verdict {
  const code = status
  if (status < 300) return { accepted: true, code, causes: null, warnings, stored: tidy(text, generateName) }
  if (json === undefined && status === 404) {
    const message = 'the server could not find the requested resource'
    return { accepted: false, code, reason: 'NotFound', message, causes: null, warnings }
  }
  const { reason = '', message = '', details } = json as Status
  const named = (said: string) => (generateName === undefined ? said : hideName(said, generateName))
  const causes = details?.causes?.map((cause) => ({
    field: cause.field ?? '',
    reason: cause.reason ?? '',
    message: named(cause.message ?? ''),
  }))
  return { accepted: false, code, reason, message: named(message), causes: causes ?? null, warnings }
}

/** Without what differs from server to server, and without a name that the server made up. */
function tidy(text: string, generateName: string | undefined): string {
  const { root } = read(text)
  if (isDict(root.metadata)) {
    for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields']) {
      delete root.metadata[key]
    }
    if (generateName !== undefined) delete root.metadata.name
  }
  return marshal(root)
}

/** With xxxxx where the server puts five random characters. */
function hideName(text: string, generateName: string): string {
  const base = JSON.stringify(generateName.slice(0, 58)).slice(0, -1)
  return text.replace(new RegExp(`${RegExp.escape(base)}[a-z0-9]{5}"`, 'g'), () => `${base}xxxxx"`)
}

/** The text with a resourceVersion, if it has none, and otherwise as it is, equal keys included. */
function withResourceVersion(text: string, resourceVersion: string): string {
  const { root, range } = read(text)
  const entry = `"resourceVersion":${JSON.stringify(resourceVersion)}`
  const { metadata } = root
  if (metadata === undefined) return addFirst(text, range.start, `"metadata":{${entry}}`)
  if (!isDict(metadata) || metadata.resourceVersion !== undefined) return text
  return addFirst(text, locate(root, ['metadata'], range).value.start, entry)
}

/** @param at the offset of a brace */
function addFirst(text: string, at: number, entry: string): string {
  const rest = text.slice(at + 1)
  return `${text.slice(0, at + 1)}${entry}${rest.trimStart().startsWith('}') ? '' : ','}${rest}`
}

/** There is nobody to convert. */
function withoutWebhook(definition: string): string {
  const { root } = read(definition)
  if (isDict(root.spec)) delete root.spec.conversion
  return marshal(root)
}

function nameIn(definition: string): string {
  const { root } = read(definition)
  return isDict(root.metadata) && typeof root.metadata.name === 'string' ? root.metadata.name : ''
}

function read(text: string): { root: Dict; range: Range } {
  const [document] = readManifests({ name: 'live', text }, { raw: true })
  if (!isDict(document?.root)) throw new Error(`not an object: ${text.slice(0, 200)}`)
  return { root: document.root, range: document.range }
}
