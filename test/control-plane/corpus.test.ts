import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type Cause, canonical, causesOf, corpus, type Row, readRecorded } from '../../scripts/recorded.ts'
import { decodeText } from '../../src/manifest/decode-text.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { clone, type Dict, isDict, newDict, type Value } from '../../src/model/value.ts'
import { pinnedVersion } from './build.ts'
import { type Answer, Client } from './client.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { type CRDObject, installCRD, resourcesPath, uninstallCRD } from './install.ts'

/** A CRD and the resources that were judged under it. */
interface Case {
  crd: Row
  resources: Row[]
}

/** More CRDs at a time are slower: the server publishes each in its OpenAPI document, one by one. */
const installsAtOnce = 3
const createsAtOnce = 8

if (existsSync(corpus)) {
  await describeWithOwnControlPlane('the corpus', {}, (server) => {
    test('every CRD and resource is accepted or refused as recorded', async () => {
      const client = new Client(server())
      const { json } = await client.request('GET', '/version')
      expect(json).toMatchObject({ gitVersion: pinnedVersion() })

      const rounds = roundsOf(readRecorded())
      const resources = rounds.flat().flatMap((each) => each.resources)
      for (const name of new Set(resources.map((row) => namespaceOf(read(row))))) await createNamespace(client, name)
      const differences: string[] = []
      for (const [i, round] of rounds.entries()) {
        const again = new Set(rounds[i + 1]?.map(({ crd }) => nameOf(read(crd))))
        differences.push(...(await judge(client, round)))
        await inParallel(
          installsAtOnce,
          [...again].map((name) => () => uninstallCRD(client, name)),
        )
      }
      client.close()
      expect(differences).toEqual([])
      expect(rounds.flat().length).toBeGreaterThan(280)
      expect(resources.length).toBeGreaterThan(2400)
    }, 300_000)
  })
} else test.skip('the corpus: none here, set KUBECTL_CRD_CORPUS', () => {})

/** One variant of a CRD can be there at a time: the n-th variant of every CRD is in the n-th round. */
function roundsOf(rows: Row[]): Case[][] {
  const rounds: Case[][] = []
  const seen = new Map<string, number>()
  const byFile = new Map<string, Case>()
  for (const crd of rows.filter(({ kind }) => kind === 'crd')) {
    const name = nameOf(read(crd))
    const round = seen.get(name) ?? 0
    seen.set(name, round + 1)
    const found: Case = { crd, resources: [] }
    byFile.set(crd.file, found)
    rounds[round] = [...(rounds[round] ?? []), found]
  }
  for (const row of rows) {
    const judged = row.kind === 'cr' && row.crd !== null && (row.verdict === 'accept' || row.verdict === 'reject')
    if (judged) byFile.get(row.crd!)?.resources.push(row)
  }
  return rounds
}

/**
 * Returns the differences to the recording. All CRDs come before all resources, because the server holds back every
 * creation for 2 s while the CRD is younger than that.
 */
async function judge(client: Client, round: Case[]): Promise<string[]> {
  const differences: string[] = []
  const creations: (() => Promise<void>)[] = []
  await inParallel(
    installsAtOnce,
    round.map(({ crd, resources }) => async () => {
      const answer = await installCRD(client, marshal(withoutWebhook(read(crd))))
      differences.push(...compare(crd, answer))
      if (answer.status !== 201) return
      const object = answer.json as CRDObject
      for (const row of resources) {
        creations.push(async () => void differences.push(...compare(row, await create(client, object, row))))
      }
    }),
  )
  await inParallel(createsAtOnce, creations)
  return differences
}

async function inParallel(count: number, work: (() => Promise<void>)[]): Promise<void> {
  const todo = [...work]
  const worker = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) await next()
  }
  await Promise.all(Array.from({ length: count }, worker))
}

function create(client: Client, crd: CRDObject, row: Row): Promise<Answer> {
  const root = read(row)
  const version = String(root.apiVersion).split('/')[1] ?? ''
  const path = resourcesPath(crd, version, namespaceOf(root))
  return client.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, marshal(asSent(root, crd)))
}

/** As kubectl sends it: in namespace `default` where none is given. */
function asSent(root: Dict, crd: CRDObject): Dict {
  const { metadata } = root
  if (crd.spec.scope !== 'Namespaced' || !isDict(metadata) || metadata.namespace) return root
  return Object.assign(newDict(), root, { metadata: Object.assign(newDict(), metadata, { namespace: 'default' }) })
}

/** The recording was made without conversion webhooks. */
function withoutWebhook(crd: Dict): Dict {
  const out = clone(crd)
  if (isDict(out.spec)) delete out.spec.conversion
  return out
}

const texts = new Map<string, ReturnType<typeof readManifests>>()

function read(row: Row): Dict {
  let documents = texts.get(row.file)
  if (!documents) {
    documents = readManifests({ name: row.file, text: decodeText(readFileSync(join(corpus, row.file))).text })
    texts.set(row.file, documents)
  }
  const root = documents.find(({ index, item }) => index === row.document && item === row.item)?.root
  if (!isDict(root)) throw new Error(`${row.file} has no document ${row.document}, item ${row.item}`)
  return root
}

function metadataText(root: Dict, key: string): string {
  const value = isDict(root.metadata) ? root.metadata[key] : undefined
  return typeof value === 'string' ? value : ''
}

function nameOf(root: Dict): string {
  return metadataText(root, 'name')
}

function namespaceOf(root: Dict): string {
  return metadataText(root, 'namespace') || 'default'
}

async function createNamespace(client: Client, name: string): Promise<void> {
  const { status, text } = await client.request('POST', '/api/v1/namespaces', { metadata: { name } })
  if (status !== 201 && status !== 409) console.warn(`namespace ${name}: ${text}`)
}

/** One line a difference between what the server says now and what it said then. */
function compare(row: Row, answer: Answer): string[] {
  const where = `${row.file} document ${row.document}${row.item === null ? '' : ` item ${row.item}`} (${row.crd})`
  const verdict = answer.status === 201 ? 'accept' : 'reject'
  if (verdict !== row.verdict) return [`${where}: was ${row.verdict}, is ${verdict}: ${answer.text.slice(0, 500)}`]
  const said = multiset([...answer.warnings, ...(verdict === 'reject' ? causesNow(row, answer) : [])])
  const recorded = multiset([...row.warnings, ...causesOf(row).map(causeText)])
  const out: string[] = []
  if (said !== recorded) out.push(`${where}: was ${recorded}, is ${said}`)
  if (verdict === 'accept' && row.stored !== undefined) {
    const stored = canonical(withoutServerFields(answer.text, read(row)))
    if (stored !== row.stored) out.push(`${where}: stored ${firstDifference(row.stored, stored)}`)
  }
  return out
}

function causesNow(row: Row, answer: Answer): string[] {
  return causesOf({ ...row, status: answer.json as NonNullable<Row['status']> }).map(causeText)
}

function causeText({ field, reason, message }: Cause): string {
  return [field, reason, message].join(' | ')
}

/** Go's map order decides the order of causes, and type names in CEL texts hold a random number. */
function multiset(texts: string[]): string {
  return texts
    .map((text) => text.replace(/selfType\d+/g, 'selfType'))
    .sort()
    .join('\n')
}

function firstDifference(was: string, is: string): string {
  let at = 0
  while (was[at] === is[at]) at++
  const cut = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `was …${cut(was)}…, is …${cut(is)}…`
}

/** What the recording leaves out. */
function withoutServerFields(text: string, sent: Dict): Value {
  const root = readManifests({ name: 'answer', text }, { raw: true })[0]?.root
  if (!isDict(root) || !isDict(root.metadata)) throw new Error(`not an object: ${text.slice(0, 200)}`)
  for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation']) {
    delete root.metadata[key]
  }
  // Made from generateName, so random.
  if (nameOf(sent) === '') delete root.metadata.name
  if (root.kind === 'CustomResourceDefinition') delete root.status
  return root
}
