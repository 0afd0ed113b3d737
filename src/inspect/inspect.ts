import { aggregated } from './aggregated.ts'
import { clashes, refusedNames } from './names.ts'
import { conditions, habits } from './conditions.ts'
import { conversion } from './conversion.ts'
import type { APIServiceFacts } from './api-service.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import { bySeverity, type Problem } from './problem.ts'
import { storedVersions } from './stored-versions.ts'
import { terminating } from './terminating.ts'

/** What is said of a cluster's CRDs and aggregated APIs. */
export interface Inspection {
  now: number
  crds: readonly Judged<CRDFacts>[]
  apiServices: readonly Judged<APIServiceFacts>[]
  /** All of them, the worst first. */
  problems: readonly Problem[]
}

/** Something with what is wrong about it, the worst first. */
export interface Judged<T> {
  facts: T
  problems: readonly Problem[]
}

/** Judges what is known of a cluster; the worst comes first, else it is in the order of names. */
export function inspect(facts: ClusterFacts): Inspection {
  const crds = facts.crds.map((crd) => ({ facts: crd, problems: crdProblems(crd, facts) })).sort(worstFirst)
  const apis = (facts.apiServices.value ?? []).filter(({ target }) => target)
  const apiServices = apis.map((api) => ({ facts: api, problems: aggregated(api, facts) })).sort(worstFirst)
  const problems = bySeverity([...crds, ...apiServices].flatMap((each) => each.problems))
  return { now: facts.now, crds, apiServices, problems }
}

/** All that is wrong with one CRD, the worst first. */
export function crdProblems(crd: CRDFacts, facts: ClusterFacts): Problem[] {
  return bySeverity([
    ...terminating(crd, facts),
    ...refusedNames(crd, facts),
    ...conversion(crd, facts),
    ...storedVersions(crd, facts),
    ...conditions(crd, facts),
    ...(facts.served.value ? clashes(crd, facts.served.value) : []),
    ...habits(crd),
  ])
}

const rank = { error: 0, warning: 1, note: 2 } as const

function worstFirst(a: Judged<{ name: string }>, b: Judged<{ name: string }>): number {
  const [worstA, worstB] = [a, b].map(({ problems: [first] }) => (first ? rank[first.severity] : 3)) as [number, number]
  // Notes do not push a CRD up.
  const [placeA, placeB] = [Math.min(worstA, 3) === 2 ? 3 : worstA, worstB === 2 ? 3 : worstB]
  return placeA - placeB || (a.facts.name < b.facts.name ? -1 : a.facts.name > b.facts.name ? 1 : 0)
}
