import { age } from '../model/age.ts'
import { conditionOf } from './condition.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts, Remaining } from './facts.ts'
import type { Problem } from './problem.ts'
import { jsonWord, shellWord } from './shell-word.ts'

const own = 'customresourcecleanup.apiextensions.k8s.io'
/** Seconds that it takes the server to delete what nobody holds. */
const patience = 60
const shown = 3

/** A CRD that does not go away. */
export function terminating(crd: CRDFacts, { now, looks }: ClusterFacts): Problem[] {
  if (crd.deleted === undefined) return []
  const seconds = (now - crd.deleted) / 1000
  const remaining = looks.get(crd.name)?.remaining
  const since = `being deleted for ${age(seconds)}`
  const problem = (severity: Problem['severity'], what: string, why: string, next: string): Problem[] => [
    { code: 'CRD4004', severity, label: 'Terminating', subject: { type: 'crd', name: crd.name }, what, why, next },
  ]
  const name = shellWord(crd.name)
  if (remaining?.value && remaining.value.held.length > 0) {
    const { held, objects } = remaining.value
    const why =
      'Until they are gone nothing new can be created. The controllers that set the finalizers should take them away; if they are gone themselves, the command does it, and what they had to clean up stays.'
    const left = `${objects} ${objects === 1 ? 'object is' : 'objects are'} left`
    return problem('error', `${since}: ${left}, held by ${heldText(remaining.value)}`, why, release(crd, held))
  }
  const others = crd.finalizers.filter((each) => each !== own)
  if (others.length > 0) {
    const kept = crd.finalizers.filter((each) => each === own)
    const next = `kubectl patch crd ${name} --type=merge -p ${jsonWord({ metadata: { finalizers: kept } })}`
    const why = 'Who set them should take them away; if it is gone itself, the command does it.'
    return problem('error', `${since}: held by its own finalizers ${others.join(', ')}`, why, next)
  }
  if (seconds < patience) return []
  const condition = conditionOf(crd.conditions, 'Terminating')
  const said = condition?.message ? `: ${condition.reason}: ${condition.message}` : ''
  const unknown = remaining?.why === undefined ? '' : ` (${remaining.why})`
  const why = 'The server deletes the objects first, and cannot; what it says about it is in the conditions.'
  return problem('error', `${since}${said}${unknown}`, why, `kubectl describe crd ${name}`)
}

function heldText({ held }: Remaining): string {
  const finalizers = new Map<string, number>()
  for (const each of held) for (const name of each.finalizers) finalizers.set(name, (finalizers.get(name) ?? 0) + 1)
  const names = held.slice(0, shown).map(({ namespace, name }) => (namespace === '' ? name : `${namespace}/${name}`))
  const more = held.length > shown ? ` and ${held.length - shown} more` : ''
  return `finalizer ${[...finalizers.keys()].slice(0, shown).join(', ')} on ${names.join(', ')}${more}`
}

function release(crd: CRDFacts, held: Remaining['held']): string {
  const type = shellWord(crd.name)
  const patch = `--type=merge -p ${jsonWord({ metadata: { finalizers: null } })}`
  const [only, ...more] = held
  if (only && more.length === 0) {
    const where = only.namespace === '' ? '' : ` -n ${shellWord(only.namespace)}`
    return `kubectl patch ${type}${where} ${shellWord(only.name)} ${patch}`
  }
  const namespaced = crd.scope !== 'Cluster'
  const columns = namespaced ? 'NS:.metadata.namespace,N:.metadata.name' : 'N:.metadata.name'
  const list = `kubectl get ${type} -A --no-headers -o custom-columns=${columns}`
  const one = namespaced ? `kubectl patch ${type} -n "$ns" "$n" ${patch}` : `kubectl patch ${type} "$n" ${patch}`
  return `${list} | while read -r ${namespaced ? 'ns n' : 'n'}; do ${one}; done`
}
