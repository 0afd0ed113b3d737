import type { Cluster } from '../../cluster/cluster.ts'
import { groupVersion } from '../../cluster/discovery/types.ts'
import { type Judge, readPolicy, readWebhooks } from '../../inspect/admission.ts'
import type { Unknown } from '../../inspect/inspect.ts'
import { type Known, known } from '../../inspect/known.ts'
import type { Asker } from './asker.ts'

const group = 'admissionregistration.k8s.io'

/** Every webhook and policy of admission that may be seen in a cluster, and what may not. */
export async function listJudges(cluster: Cluster, ask: Asker): Promise<{ judges: Judge[]; unknown: Unknown[] }> {
  const lists = await Promise.all(resources.map((resource) => listOf(cluster, ask, resource)))
  const of = (resource: (typeof resources)[number]) => lists[resources.indexOf(resource)]?.value ?? []
  const policies = (kind: 'Validating' | 'Mutating') => {
    const name = kind === 'Validating' ? 'validating' : 'mutating'
    const bindings = of(`${name}admissionpolicybindings`)
    return of(`${name}admissionpolicies`).map((each) => readPolicy(`${kind}Policy`, each, bindings))
  }
  const judges = [
    ...of('mutatingwebhookconfigurations').flatMap((each) => readWebhooks('MutatingWebhook', each)),
    ...policies('Mutating'),
    ...of('validatingwebhookconfigurations').flatMap((each) => readWebhooks('ValidatingWebhook', each)),
    ...policies('Validating'),
  ]
  const unknown = lists.flatMap(({ why }, i) => (why === undefined ? [] : [{ what: resources[i]!, why }]))
  return { judges, unknown }
}

const resources = [
  'mutatingwebhookconfigurations',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
  'validatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
] as const

/** Of the version that the server serves; none when it knows no such thing. */
async function listOf(cluster: Cluster, ask: Asker, resource: string): Promise<Known<unknown[]>> {
  const { groups } = await cluster.discovery.known()
  const found = groups
    .find(({ name }) => name === group)
    ?.versions.find(({ resources }) => resources.some(({ name }) => name === resource))
  return found ? ask.all(`/apis/${groupVersion(group, found.version)}/${resource}`) : known([])
}
