import { costTables } from '../lint/costs/cost-tables.ts'
import { marshal } from '../model/go/json.ts'
import { utf8Length } from '../model/go/utf8.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { CRD } from '../schema/crd.ts'
import type { Judge } from './admission.ts'
import { admissionHealth, admissionProblems } from './admission-problems.ts'
import { aggregated } from './aggregated.ts'
import type { APIServiceFacts } from './api-service.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import { type Judged, judgeCRD, type Unknown, unknownIn } from './inspect.ts'
import type { Known } from './known.ts'
import { type Say, sayOf } from './matching.ts'
import { bySeverity } from './problem.ts'
import { type RoundTrip, roundTrips } from './round-trips.ts'
import type { Usage } from './usage.ts'
import { shapeOf, type VersionShape } from './version-shape.ts'

/** All that is to be known about one CRD. */
export interface Page {
  now: number
  crd: Judged<CRDFacts>
  versions: readonly (VersionShape & { rules: number; cost: Cost | undefined })[]
  roundTrips: readonly RoundTrip[]
  /** Undefined: of a file there is no cluster that would have any. */
  judges: readonly Sitting[] | undefined
  /** Who answers for it, when it is not the API server itself. */
  apiServices: readonly APIServiceFacts[]
  /** How its fields are used; undefined when nobody asked. */
  usage: Known<Usage> | undefined
  unknown: readonly Unknown[]
}

/** What the rules of a version may cost at worst. */
export interface Cost {
  total: bigint
  limit: bigint
  /** total ÷ limit */
  share: number
  /** The dearest rule and its part of the limit of a rule. */
  dearest: { field: string; share: number } | undefined
}

/** A webhook or a policy with what it has a say in. */
export interface Sitting {
  judge: Judge
  say: Say
  health: string
}

/**
 * Makes the page of a CRD.
 * @param judges all of the cluster; those that have no say are left out
 */
export function pageOf(
  crd: CRD,
  facts: CRDFacts,
  cluster: ClusterFacts | undefined,
  judges: readonly Judge[] | undefined,
  { server, now }: { server: ServerVersion; now: number },
): Page {
  const costs = costTables(crd.document, server)
  const sitting =
    judges && cluster
      ? sittingJudges(facts, judges).map(({ judge, say }) => ({ judge, say, health: admissionHealth(judge, cluster) }))
      : undefined
  const empty: ClusterFacts = {
    now,
    crds: [],
    apiServices: { value: [] },
    served: { value: [] },
    services: new Map(),
    looks: new Map(),
    certificates: new Map(),
  }
  const judged = judgeCRD(facts, cluster ?? empty)
  const own = judged.problems.filter(({ code }) => cluster || offline.has(code))
  const others = [
    ...(sitting ?? []).flatMap(({ judge }) => admissionProblems(judge, cluster ?? empty)),
    ...(cluster?.apiServices.value ?? []).flatMap((api) => aggregated(api, cluster ?? empty)),
  ]
  return {
    now,
    crd: { ...judged, problems: bySeverity([...own, ...others]) },
    versions: crd.versions.map((version) => {
      const bytes = version.schema ? utf8Length(marshal(version.schema.raw)) : 0
      const table = costs.find((each) => each.version === version.name)
      return { ...shapeOf(version, bytes), rules: table?.rules.length ?? 0, cost: table && costOf(table) }
    }),
    roundTrips: roundTrips(crd),
    judges: sitting,
    usage: undefined,
    apiServices: (cluster?.apiServices.value ?? []).filter(({ target }) => target),
    unknown: cluster ? unknownIn(cluster) : [],
  }
}

/** What can be seen without a cluster. */
const offline = new Set(['CRD4016', 'CRD4017'])

function costOf({ total, limit, share, rules }: ReturnType<typeof costTables>[number]): Cost {
  const [dearest] = rules
  return { total, limit, share, dearest: dearest && { field: dearest.field, share: dearest.share } }
}

/** Those of a cluster's webhooks and policies that have a say in a resource. */
export function sittingJudges(facts: CRDFacts, judges: readonly Judge[]): Omit<Sitting, 'health'>[] {
  const resource = {
    group: facts.group,
    resource: facts.acceptedNames.plural || facts.names.plural,
    versions: facts.versions.filter(({ served }) => served).map(({ name }) => name),
    namespaced: facts.scope !== 'Cluster',
  }
  return judges.flatMap((judge) => {
    const say = sayOf(judge, resource)
    if (!say) return []
    const bindings = judge.bindings.filter(
      ({ rules }) => rules.length === 0 || sayOf({ ...judge, rules, exclude: [] }, resource),
    )
    return [{ judge: { ...judge, bindings }, say }]
  })
}
