import type { Terminal } from '../../cli/terminal.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { accepted } from '../../cluster/transport/read-json.ts'
import { StatusError } from '../../cluster/transport/status-error.ts'
import { readCRDFacts } from '../../inspect/crd-facts.ts'
import { readManifests } from '../../manifest/read.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import { type CRD, readCRD } from '../../schema/crd.ts'
import { liveResource } from '../live-resource.ts'
import { tellInstead } from '../tell-instead.ts'
import { type Asker, whyOf } from './asker.ts'
import { crdsPath } from './gather.ts'

/** A CRD of a cluster, or what is published of a resource that has none or whose CRD may not be seen. */
export interface FoundCRD {
  crd: CRD
  /** Why it is not the CRD itself; '' when there is none. */
  hidden: string | undefined
}

/**
 * The CRD that an argument names, in any spelling that kubectl takes; also one that is not served, by its names.
 * Throws {@link ClusterError}.
 */
export async function findCRD(name: string, cluster: Cluster, ask: Asker, terminal: Terminal): Promise<FoundCRD> {
  // With its whole name no discovery is needed.
  const named = /^[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9.-]+$/.test(name) ? await get(name, cluster) : undefined
  if (named) return { crd: named, hidden: undefined }
  try {
    const live = await liveResource(name, cluster, { apiVersion: undefined, allVersions: true }, terminal)
    const { instead, refusal } = live.definition
    tellInstead(live.definition, live.crd, terminal)
    if (instead === undefined) return { crd: live.crd, hidden: undefined }
    return { crd: live.crd, hidden: refusal && instead === 'forbidden' ? whyOf(refusal) : '' }
  } catch (error) {
    if (!(error instanceof ClusterError) || error instanceof StatusError) throw error
    const crd = await unserved(name, cluster, ask)
    if (!crd) throw error
    return { crd, hidden: undefined }
  }
}

/** Undefined when there is none of this name, or it may not be seen. */
async function get(name: string, cluster: Cluster): Promise<CRD | undefined> {
  const answer = await cluster.transport.request({ path: `${crdsPath}/${name}` })
  if (answer.status === 404 || answer.status === 403) return undefined
  const { text } = await accepted(cluster.transport, answer)
  const [document] = readManifests({ name: `${name} in the cluster`, text, generated: true }, { raw: true })
  return document && readCRD(document)
}

/** One that discovery does not know, because its names are not accepted, it is new, or no version of it is served. */
async function unserved(name: string, cluster: Cluster, ask: Asker): Promise<CRD | undefined> {
  const wanted = name.toLowerCase()
  try {
    for await (const { items } of ask.pages(crdsPath))
      for (const item of items) {
        const facts = readCRDFacts(item)
        const { plural, singular, kind, shortNames } = facts.names
        if ([plural, singular, kind.toLowerCase(), ...shortNames].includes(wanted)) return get(facts.name, cluster)
      }
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 403) throw error
  }
  return undefined
}
