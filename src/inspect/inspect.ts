import { aggregated } from './aggregated.ts'
import type { APIServiceFacts } from './api-service.ts'
import { conditions, habits } from './conditions.ts'
import { conversion } from './conversion.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import { clashes, refusedNames } from './names.ts'
import { ownerText } from './owner.ts'
import { bySeverity, type Problem } from './problem.ts'
import { storedVersions } from './stored-versions.ts'
import { serviceKey } from './target.ts'
import { terminating } from './terminating.ts'

/** What is said of a cluster's CRDs and aggregated APIs. */
export interface Inspection {
  now: number
  crds: readonly Judged<CRDFacts>[]
  apiServices: readonly Judged<APIServiceFacts>[]
  /** All of them, the worst first. */
  problems: readonly Problem[]
  unknown: readonly Unknown[]
}

/** What could not be learned, and why. */
export interface Unknown {
  what: string
  why: string
}

/** Something with what is wrong about it, the worst first. */
export interface Judged<T> {
  facts: T
  problems: readonly Problem[]
  /** Something about it could not be learned, so that there may be more. */
  unsure: boolean
}

/** Judges what is known of a cluster; the worst comes first, else it is in the order of names. */
export function inspect(facts: ClusterFacts): Inspection {
  const crds = facts.crds.map((crd) => judgeCRD(crd, facts)).sort(worstFirst)
  const apis = (facts.apiServices.value ?? []).filter(({ target }) => target)
  const apiServices = apis
    .map((api) => ({ facts: api, problems: aggregated(api, facts), unsure: false }))
    .sort(worstFirst)
  const problems = bySeverity([...crds, ...apiServices].flatMap((each) => each.problems))
  return { now: facts.now, crds, apiServices, problems, unknown: unknownIn(facts) }
}

/** Judges one CRD. */
export function judgeCRD(crd: CRDFacts, facts: ClusterFacts): Judged<CRDFacts> {
  return { facts: crd, problems: crdProblems(crd, facts), unsure: isUnsure(crd, facts) }
}

function isUnsure({ name, webhook, hidden }: CRDFacts, { looks, services }: ClusterFacts): boolean {
  const { reads, remaining, objects } = looks.get(name) ?? {}
  const service = webhook?.service && services.get(serviceKey(webhook.service))
  const all = [reads, remaining, objects, service?.service, service?.ready]
  return hidden !== undefined || all.some((known) => known?.why !== undefined)
}

/** All that is wrong with one CRD, the worst first. */
function crdProblems(crd: CRDFacts, facts: ClusterFacts): Problem[] {
  if (crd.hidden !== undefined) return []
  const problems = bySeverity([
    ...terminating(crd, facts),
    ...refusedNames(crd, facts),
    ...conversion(crd, facts),
    ...storedVersions(crd, facts),
    ...conditions(crd, facts),
    ...(facts.served.value ? clashes(crd, facts.served.value) : []),
    ...habits(crd),
  ])
  const keeper = crd.owner && keepers.has(crd.owner.tool) ? ownerText(crd.owner) : undefined
  return problems.map((problem) =>
    keeper !== undefined && changesCRD.test(problem.next)
      ? { ...problem, why: `${problem.why} ${keeper} may undo that: change it there too.` }
      : problem,
  )
}

/** They put back what others change. */
const keepers: ReadonlySet<string> = new Set([
  'argocd',
  'flux',
  'olm',
  'helm',
  'kapp',
  'fleet',
  'addon-manager',
  'owner',
])
const changesCRD = /^kubectl (?:patch|annotate|delete) crd (?!.*--subresource)/

const rank = { error: 0, warning: 1, note: 2 } as const

function worstFirst(a: Judged<{ name: string }>, b: Judged<{ name: string }>): number {
  const [worstA, worstB] = [a, b].map(({ problems: [first] }) => (first ? rank[first.severity] : 3)) as [number, number]
  // Notes do not push a CRD up.
  const [placeA, placeB] = [Math.min(worstA, 3) === 2 ? 3 : worstA, worstB === 2 ? 3 : worstB]
  return placeA - placeB || (a.facts.name < b.facts.name ? -1 : a.facts.name > b.facts.name ? 1 : 0)
}

/** All that could not be learned. */
export function unknownIn({ crds, apiServices, served, services, looks }: ClusterFacts): Unknown[] {
  const found: { what: string; why: string | undefined }[] = [
    { what: 'CRDs, but for their names', why: crds.find(({ hidden }) => hidden)?.hidden },
    { what: 'aggregated APIs', why: apiServices.why },
    { what: 'names that clash', why: served.why },
    ...(apiServices.value ?? []).map(({ name, answer }) => ({ what: `whether ${name} answers`, why: answer?.why })),
    ...[...services].flatMap(([name, { service, ready, workloads }]) => [
      { what: `service ${name}`, why: service.why },
      { what: `what is ready behind service ${name}`, why: ready?.why },
      { what: `what should run behind service ${name}`, why: workloads?.why },
    ]),
    ...[...looks].flatMap(([name, { reads, remaining, objects }]) => [
      { what: `whether ${name} can be read`, why: reads?.why },
      { what: `what is left of ${name}`, why: remaining?.why },
      { what: `whether ${name} has objects`, why: objects?.why },
    ]),
  ]
  return found.filter((each): each is Unknown => each.why !== undefined)
}
