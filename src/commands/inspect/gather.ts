import type { Cluster } from '../../cluster/cluster.ts'
import type { Discovered } from '../../cluster/discovery/types.ts'
import { StatusError } from '../../cluster/transport/status-error.ts'
import { type APIServiceFacts, readAPIService } from '../../inspect/api-service.ts'
import { conditionOf } from '../../inspect/condition.ts'
import { type CRDFacts, hiddenCRD, readCRDFacts } from '../../inspect/crd-facts.ts'
import type { CertificateFacts, ClusterFacts } from '../../inspect/facts.ts'
import { type Known, known } from '../../inspect/known.ts'
import type { ServedResource } from '../../inspect/served-resource.ts'
import type { Target } from '../../inspect/target.ts'
import { isBuiltinGroup } from '../../model/builtin.ts'
import type { CRD } from '../../schema/crd.ts'
import { type Asker, whyOf } from './asker.ts'
import { lookCloser } from './looks.ts'
import { lookAtServices } from './services.ts'

export const crdsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const apiServicesPath = '/apis/apiregistration.k8s.io/v1/apiservices'

/** What lists gave, before anything is looked at closer. */
export interface Listed {
  crds: Known<ReadonlyMap<string, CRDFacts>>
  /** Where a watch of the CRDs can go on from. */
  resourceVersion: string
  apiServices: Known<readonly APIServiceFacts[]>
  served: Known<readonly ServedResource[]>
}

/** Lists all there is: CRDs, aggregated APIs, what is served. Throws {@link ClusterError} when there is no connection. */
export async function list(cluster: Cluster, ask: Asker, labelSelector?: string): Promise<Listed> {
  const [{ crds, resourceVersion }, apiServices] = await Promise.all([
    listCRDs(ask, labelSelector),
    ask.all(apiServicesPath, { labelSelector }),
  ])
  const apis = apiServices.value?.map(readAPIService)
  const [answered, served] = await Promise.all([
    Promise.all((apis ?? []).map((api) => asked(api, ask))),
    crds.value && !labelSelector ? servedBeside(cluster, crds.value) : listServed(cluster),
  ])
  return { crds, resourceVersion, apiServices: apis ? known(answered) : { why: apiServices.why ?? '' }, served }
}

/**
 * Everything that is served. What is known from earlier will do as long as it has the CRDs that there are, and no others: the
 * rest of a server changes with its version.
 */
async function servedBeside(
  cluster: Cluster,
  crds: ReadonlyMap<string, CRDFacts>,
): Promise<Known<readonly ServedResource[]>> {
  try {
    const resources = resourcesOf(await cluster.discovery.known()).map((resource) => {
      // Short names come and go without anything else to tell by.
      const accepted = crds.get(`${resource.name}.${resource.group}`)?.acceptedNames
      return accepted ? { ...resource, singular: accepted.singular, shortNames: accepted.shortNames } : resource
    })
    const names = new Set(resources.map(({ name, group }) => `${name}.${group}`))
    const isServed = ({ name, conditions, versions }: CRDFacts) =>
      names.has(name) ||
      conditionOf(conditions, 'Established')?.status !== 'True' ||
      versions.every(({ served }) => !served)
    const groups = new Set([...crds.values()].map(({ group }) => group))
    const isThere = ({ group, name }: ServedResource) => !groups.has(group) || crds.has(`${name}.${group}`)
    if ([...crds.values()].every(isServed) && resources.every(isThere)) return known(resources)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
  }
  return listServed(cluster)
}

function resourcesOf({ groups }: Discovered): ServedResource[] {
  return groups.flatMap(({ versions }) => versions.flatMap(({ resources }) => resources))
}

async function listCRDs(
  ask: Asker,
  labelSelector: string | undefined,
): Promise<Pick<Listed, 'crds' | 'resourceVersion'>> {
  const crds = new Map<string, CRDFacts>()
  let resourceVersion = ''
  try {
    for await (const page of ask.pages(crdsPath, { labelSelector })) {
      for (const item of page.items) {
        const facts = readCRDFacts(item)
        crds.set(facts.name, facts)
      }
      resourceVersion = page.resourceVersion
    }
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 403) throw error
    return { crds: { why: whyOf(error) }, resourceVersion }
  }
  return { crds: known(crds), resourceVersion }
}

/** Everything that is served, as the server says now. */
export async function listServed(cluster: Cluster): Promise<Known<readonly ServedResource[]>> {
  try {
    return known(resourcesOf(await cluster.discovery.fresh()))
  } catch (error) {
    if (error instanceof StatusError) return { why: whyOf(error) }
    throw error
  }
}

/** Who answers for a resource that has no CRD. */
export async function apiServicesOf({ group, versions }: CRD, ask: Asker): Promise<Known<readonly APIServiceFacts[]>> {
  const found: APIServiceFacts[] = []
  for (const { name } of versions) {
    const api = await ask.object(`${apiServicesPath}/${name}.${group}`)
    if (api.why !== undefined) return api
    if (api.value !== undefined) found.push(await asked(readAPIService(api.value), ask))
  }
  return known(found)
}

/** Does it answer now? */
async function asked(api: APIServiceFacts, ask: Asker): Promise<APIServiceFacts> {
  if (!api.target) return api
  return { ...api, answer: await ask.readable(`/apis/${api.group}/${api.version}`, 5_000) }
}

/** All facts about what was listed. */
export async function complete(
  { crds: listed, apiServices, served }: Listed,
  ask: Asker,
  more: readonly (Target | undefined)[] = [],
): Promise<ClusterFacts> {
  const crds = listed.value ? [...listed.value.values()] : hiddenCRDs(served, apiServices, listed.why ?? '')
  const targets = [
    ...crds.map(({ webhook }) => webhook),
    ...(apiServices.value ?? []).map(({ target }) => target),
    ...more,
  ]
  const [looks, services, certificates] = await Promise.all([
    lookCloser(crds, ask),
    lookAtServices(targets, ask),
    readBundles(targets),
  ])
  return { now: Date.now(), crds, apiServices, served, services, looks, certificates }
}

/** Who may not see CRDs sees their resources. */
function hiddenCRDs(served: Listed['served'], apiServices: Listed['apiServices'], why: string): CRDFacts[] {
  const elsewhere = new Set(
    (apiServices.value ?? []).filter(({ target }) => target).map(({ group, version }) => `${group}/${version}`),
  )
  const own = (served.value ?? []).filter(
    ({ group, version }) => !isBuiltinGroup(group) && !elsewhere.has(`${group}/${version}`),
  )
  const byName = Map.groupBy(own, ({ name, group }) => `${name}.${group}`)
  return [...byName.values()].map((resources) => hiddenCRD(resources, why))
}

async function readBundles(targets: readonly (Target | undefined)[]): Promise<Map<string, CertificateFacts>> {
  const bundles = new Set(targets.flatMap((target) => (target?.caBundle ? [target.caBundle] : [])))
  if (bundles.size === 0) return new Map()
  const { readBundle } = await import('./certificates.ts')
  return new Map([...bundles].map((bundle) => [bundle, readBundle(bundle)]))
}
