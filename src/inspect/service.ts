import { Plain } from '../model/plain.ts'
import type { Known } from './known.ts'
import { shellWord } from './shell-word.ts'
import type { ServiceRef } from './target.ts'

/** A service that the API server calls somebody at. */
export interface ServiceFacts {
  /** Undefined: there is none. */
  service: Known<ServiceSpec | undefined>
  /** How many addresses behind it are ready; not asked for what has none of its own. */
  ready: Known<number> | undefined
  /** What its selector picks pods of; asked only when nothing is ready. */
  workloads: Known<readonly Workload[]> | undefined
}

export interface ServiceSpec {
  type: string
  ports: readonly number[]
  /** `app=webhook,tier=control`; '' when it picks nothing. */
  selector: string
}

export interface Workload {
  /** deployment, statefulset, daemonset */
  type: string
  name: string
  replicas: number
}

export function readServiceSpec(object: unknown): ServiceSpec {
  const spec = new Plain(object).at('spec')
  return {
    type: spec.text('type'),
    ports: spec.each('ports').flatMap((port) => port.number('port') ?? []),
    selector: spec
      .at('selector')
      .entries()
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  }
}

/** Of EndpointSlices. Upstream: an address of which nothing is said is ready. */
export function readyAddresses(slices: readonly unknown[]): number {
  let ready = 0
  for (const slice of slices)
    for (const endpoint of new Plain(slice).each('endpoints')) {
      const conditions = endpoint.at('conditions')
      if (!conditions.has('ready') || conditions.flag('ready')) ready += endpoint.texts('addresses').length
    }
  return ready
}

/** The workloads whose pods a selector picks. */
export function workloadsFor(selector: string, type: string, objects: readonly unknown[]): Workload[] {
  return objects.flatMap((object) => {
    const workload = new Plain(object)
    const spec = workload.at('spec')
    const labels = spec.at('template').at('metadata').at('labels')
    const isPicked = selector.split(',').every((pair) => {
      const at = pair.indexOf('=')
      return labels.text(pair.slice(0, at)) === pair.slice(at + 1)
    })
    if (selector === '' || !isPicked) return []
    return { type, name: workload.at('metadata').text('name'), replicas: spec.number('replicas') ?? 1 }
  })
}

/** Can somebody be reached at a service? */
export interface Health {
  /** Undefined: it is not known, and `what` says why. */
  ok: boolean | undefined
  what: string
  /** A command that mends it or shows the cause; '' when nothing in the cluster could answer. */
  next: string
}

export const healthy: Health = { ok: true, what: '', next: '' }

/** Whether a service can be reached, as far as the cluster's objects tell. */
export function serviceHealth(ref: ServiceRef, facts: ServiceFacts | undefined): Health {
  const name = `service ${ref.namespace}/${ref.name}`
  const inNamespace = `-n ${shellWord(ref.namespace)}`
  if (!facts) return { ok: undefined, what: `${name} was not looked at`, next: '' }
  if (facts.service.why !== undefined) return { ok: undefined, what: facts.service.why, next: '' }
  const spec = facts.service.value
  if (!spec) return { ok: false, what: `${name} does not exist`, next: '' }
  if (spec.type === 'ExternalName') return healthy
  if (!spec.ports.includes(ref.port)) {
    const next = `kubectl describe service ${inNamespace} ${shellWord(ref.name)}`
    return { ok: false, what: `${name} has no port ${ref.port}`, next }
  }
  if (!facts.ready) return healthy
  if (facts.ready.why !== undefined) return { ok: undefined, what: facts.ready.why, next: '' }
  if (facts.ready.value > 0) return healthy
  return { ok: false, ...nothingReady(name, inNamespace, spec, facts.workloads) }
}

function nothingReady(
  name: string,
  inNamespace: string,
  { selector }: ServiceSpec,
  workloads: ServiceFacts['workloads'],
): Omit<Health, 'ok'> {
  const pods = selector === '' ? '' : `kubectl describe pods ${inNamespace} -l ${shellWord(selector)}`
  if (workloads?.value === undefined) return { what: `nothing is ready behind ${name}`, next: pods }
  const [workload] = workloads.value
  if (!workload) return { what: `nothing runs behind ${name}`, next: '' }
  const id = `${workload.type}/${workload.name}`
  if (workload.replicas === 0) {
    const next = `kubectl scale ${inNamespace} ${shellWord(id)} --replicas=1`
    return { what: `${id} behind ${name} has no replicas`, next }
  }
  return { what: `no pod of ${id} behind ${name} is ready`, next: pods }
}
