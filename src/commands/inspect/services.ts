import { known } from '../../inspect/known.ts'
import {
  readServiceSpec,
  readyAddresses,
  type ServiceFacts,
  type ServiceSpec,
  type Workload,
  workloadsFor,
} from '../../inspect/service.ts'
import { type ServiceRef, serviceKey, type Target } from '../../inspect/target.ts'
import type { Asker } from './asker.ts'

/** Looks at the services of targets, each once. @returns by `namespace/name` */
export async function lookAtServices(
  targets: readonly (Target | undefined)[],
  ask: Asker,
): Promise<Map<string, ServiceFacts>> {
  const refs = new Map<string, ServiceRef>()
  for (const target of targets) if (target?.service) refs.set(serviceKey(target.service), target.service)
  const entries = await Promise.all([...refs].map(async ([key, ref]) => [key, await look(ref, ask)] as const))
  return new Map(entries)
}

async function look({ namespace, name }: ServiceRef, ask: Asker): Promise<ServiceFacts> {
  const inNamespace = `namespaces/${encodeURIComponent(namespace)}`
  const found = await ask.object(`/api/v1/${inNamespace}/services/${encodeURIComponent(name)}`)
  if (found.why !== undefined) return { service: found, ready: undefined, workloads: undefined }
  const spec = found.value === undefined ? undefined : readServiceSpec(found.value)
  const service = known(spec)
  if (!spec || spec.type === 'ExternalName') return { service, ready: undefined, workloads: undefined }
  const labelSelector = `kubernetes.io/service-name=${name}`
  const slices = await ask.all(`/apis/discovery.k8s.io/v1/${inNamespace}/endpointslices`, { labelSelector })
  if (slices.why !== undefined) return { service, ready: slices, workloads: undefined }
  const ready = readyAddresses(slices.value)
  const workloads = ready > 0 ? undefined : await lookBehind(spec, inNamespace, ask)
  return { service, ready: known(ready), workloads }
}

async function lookBehind(
  { selector }: ServiceSpec,
  inNamespace: string,
  ask: Asker,
): Promise<ServiceFacts['workloads']> {
  const found: Workload[] = []
  for (const type of ['deployment', 'statefulset', 'daemonset']) {
    const objects = await ask.all(`/apis/apps/v1/${inNamespace}/${type}s`)
    if (objects.why !== undefined) return objects
    found.push(...workloadsFor(selector, type, objects.value))
    if (found.length > 0) break
  }
  return known(found)
}
