import { UserError } from '../cli/exit.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { crdsPath } from '../cluster/definitions/definitions.ts'
import { RestMapper } from '../cluster/discovery/rest-mapper.ts'
import { pages } from '../cluster/transport/pages.ts'
import { accepted, readJson } from '../cluster/transport/read-json.ts'
import { StatusError } from '../cluster/transport/status-error.ts'
import { readManifests } from '../manifest/read.ts'
import { type Dict, isDict, newDict } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'
import { type CRD, readCRD } from '../schema/crd.ts'
import { ahead } from './ahead.ts'
import { keyOf } from './diff-side.ts'

/** CRDs that are asked for at a time. */
const atOnce = 8

/**
 * The CRDs of a cluster, by group and kind.
 * @param where what the cluster is called in places: `live/crontabs.stable.example.com:12`, with the line of `kubectl get -o yaml`
 * @param like only those of the same group and kind
 */
export async function liveCRDs(cluster: Cluster, where: string, like?: Iterable<CRD>): Promise<Map<string, CRD>> {
  const found = new Map<string, CRD>()
  const add = (object: Dict | undefined) => {
    const crd = object && located(object, where)
    if (crd) found.set(keyOf(crd), crd)
  }
  if (like) for await (const object of ahead(each(like), atOnce, (crd) => likeIt(cluster, crd))) add(object)
  else
    for await (const { items } of pages(cluster.transport, crdsPath, { limit: 50 }))
      for (const item of items) add(typed(item))
  if (!like && found.size === 0) throw new UserError(`no CRDs in the cluster ${where}`, 'is it the one that you mean?')
  return found
}

async function* each(crds: Iterable<CRD>): AsyncGenerator<CRD> {
  yield* crds
}

/** The CRD that serves the same kind now, whatever its plural; undefined when there is none. */
async function likeIt(
  { discovery, transport }: Cluster,
  { group, names: { kind, plural } }: CRD,
): Promise<Dict | undefined> {
  const served = await discovery.find((known) => new RestMapper(known).kindFor({ resource: kind, version: '', group }))
  const path = `${crdsPath}/${encodeURIComponent(`${served?.name ?? plural}.${group}`)}`
  try {
    const { text } = await accepted(transport, await transport.request({ path }))
    const root = readJson(text)
    return isDict(root) ? root : undefined
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined
    throw error
  }
}

/** Items of a list leave out what the list says. */
function typed(item: Dict): Dict {
  return Object.assign(newDict(), { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }, item)
}

/** As `kubectl get -o yaml` prints it, so that places mean something. */
function located(object: Dict, where: string): CRD | undefined {
  const metadata = Object.assign(newDict(), object.metadata as Dict)
  delete metadata.managedFields
  const text = yamlText(Object.assign(newDict(), object, { metadata }))
  const name = `${where}/${typeof metadata.name === 'string' ? metadata.name : ''}`
  const [document] = readManifests({ name, text, generated: true })
  return document && readCRD(document)
}
