import { StatusError } from '../../cluster/transport/status-error.ts'
import { conditionOf } from '../../inspect/condition.ts'
import { type CRDFacts, objectPath, objectsPath, readableVersion, storageVersion } from '../../inspect/crd-facts.ts'
import type { Looks, Read, Remaining } from '../../inspect/facts.ts'
import { type Known, known } from '../../inspect/known.ts'
import { Plain } from '../../model/plain.ts'
import { type Asker, whyOf } from './asker.ts'

/** So many objects are looked at for what holds them. */
const most = 1000

/** Looks closer at the CRDs that give reason to. @returns by name */
export async function lookCloser(crds: readonly CRDFacts[], ask: Asker): Promise<Map<string, Looks>> {
  const looks = await Promise.all(crds.map(async (crd) => [crd.name, await look(crd, ask)] as const))
  return new Map(looks.filter((entry): entry is [string, Looks] => entry[1] !== undefined))
}

async function look(crd: CRDFacts, ask: Asker): Promise<Looks | undefined> {
  if (crd.hidden !== undefined || conditionOf(crd.conditions, 'Established')?.status !== 'True') return undefined
  if (crd.deleted !== undefined) return { remaining: await remaining(crd, ask) }
  const storage = storageVersion(crd)
  const isOld = crd.storedVersions.some((name) => name !== storage)
  if (!isOld && !crd.webhook) return undefined
  const [reads, objects] = await Promise.all([readAll(crd, ask), isOld ? count(crd, ask) : undefined])
  return { reads, ...(objects && { objects }) }
}

/** How many objects there are. */
export async function count(crd: CRDFacts, ask: Asker): Promise<Known<number>> {
  const version = readableVersion(crd)
  return version === undefined ? { why: 'no version is served' } : ask.count(objectsPath(crd, version))
}

/**
 * Reads one object at each served version. A list would not do: the server may have it ready, from a time when the webhook
 * still answered.
 */
async function readAll(crd: CRDFacts, ask: Asker): Promise<Known<ReadonlyMap<string, Read>>> {
  const reads = new Map<string, Read>()
  const served = crd.versions.filter((version) => version.served)
  const version = readableVersion(crd)
  if (version === undefined) return known(reads)
  const all = objectsPath(crd, version)
  const first = await ask.first(all)
  if (first.why !== undefined) return { why: first.why }
  if (typeof first.value === 'string') return known(new Map([[version, { path: `${all}?limit=1`, said: first.value }]]))
  const metadata = first.value?.at('metadata')
  if (!metadata) return known(reads)
  for (const { name } of served) {
    const path = objectPath(crd, name, metadata.text('namespace'), metadata.text('name'))
    const said = await ask.readable(path)
    if (said.why !== undefined) return said
    reads.set(name, { path, said: said.value })
  }
  return known(reads)
}

async function remaining(crd: CRDFacts, ask: Asker): Promise<Known<Remaining>> {
  const version = readableVersion(crd)
  if (version === undefined) return { why: 'no version is served' }
  const held: Remaining['held'][number][] = []
  let seen = 0
  try {
    for await (const page of ask.pages(objectsPath(crd, version), { limit: 500, metadataOnly: true })) {
      for (const item of page.items) {
        const metadata = new Plain(item).at('metadata')
        const finalizers = metadata.texts('finalizers')
        if (finalizers.length > 0)
          held.push({ namespace: metadata.text('namespace'), name: metadata.text('name'), finalizers })
      }
      seen += page.items.length
      if (seen >= most) return known({ objects: seen + page.remaining, held })
    }
    return known({ objects: seen, held })
  } catch (error) {
    if (error instanceof StatusError) return { why: whyOf(error) }
    throw error
  }
}
