import { Plain } from '../model/plain.ts'
import type { Judge } from './admission.ts'
import { admissionHealth, admissionProblems } from './admission-problems.ts'
import { availability } from './aggregated.ts'
import { statusText } from './columns.ts'
import type { ClusterFacts } from './facts.ts'
import { type Inspection, inspect, type Judged } from './inspect.ts'
import { type Owner, ownerOf } from './owner.ts'
import { bySeverity, type Problem } from './problem.ts'
import { targetText } from './target.ts'

/** Something by which a cluster is more than Kubernetes. */
export interface Extension {
  type: ExtensionType
  name: string
  /** Ok, `?`, the label of a problem; '' when the API shows none. */
  status: string
  /** What it is about or whom it asks. */
  about: string
  owner: Owner | undefined
  problems: readonly Problem[]
}

export type ExtensionType =
  | 'CRD'
  | 'ConversionWebhook'
  | 'AggregatedAPI'
  | 'CSIDriver'
  | 'RuntimeClass'
  | 'DeviceClass'
  | Judge['type']

/** What there is beside CRDs, aggregated APIs and admission, as the server lists it. */
export interface OtherExtensions {
  csiDrivers: readonly unknown[]
  /** Which drivers run on which node. */
  csiNodes: readonly unknown[]
  runtimeClasses: readonly unknown[]
  deviceClasses: readonly unknown[]
}

/** All by which a cluster is extended, in one list; the worst of each type first. */
export function extensionsOf(facts: ClusterFacts, judges: readonly Judge[], others: OtherExtensions): Extension[] {
  const inspection = inspect(facts)
  return [
    ...definitions(inspection),
    ...conversions(inspection),
    ...inspection.apiServices.map(({ facts: api, problems }) => ({
      type: 'AggregatedAPI' as const,
      name: api.name,
      status: problems[0]?.label ?? (availability(api) === 'Available' ? 'Ok' : availability(api)),
      about: api.target ? targetText(api.target) : '',
      owner: api.owner,
      problems,
    })),
    ...admission(judges, facts),
    ...drivers(others),
    ...others.runtimeClasses.map((each) => plain('RuntimeClass', each, (object) => object.text('handler'))),
    ...others.deviceClasses.map((each) => plain('DeviceClass', each, deviceAbout)),
  ]
}

function definitions({ crds }: Inspection): Extension[] {
  return crds.map((crd) => ({
    type: 'CRD' as const,
    name: crd.facts.name,
    status: statusText(withoutConversion(crd)),
    about: crd.facts.names.kind,
    owner: crd.facts.owner,
    problems: withoutConversion(crd).problems,
  }))
}

const ofConversion = new Set(['CRD4010', 'CRD4011', 'CRD4012'])

function withoutConversion<T>({ facts, problems, unsure }: Judged<T>): Judged<T> {
  return { facts, unsure, problems: problems.filter(({ code }) => !ofConversion.has(code)) }
}

function conversions({ crds }: Inspection): Extension[] {
  return crds.flatMap(({ facts, problems, unsure }) => {
    if (!facts.webhook) return []
    const own = problems.filter(({ code }) => ofConversion.has(code))
    const about = targetText(facts.webhook)
    const status = own[0]?.label ?? (unsure ? '?' : 'Ok')
    return [{ type: 'ConversionWebhook' as const, name: facts.name, status, about, owner: facts.owner, problems: own }]
  })
}

function admission(judges: readonly Judge[], facts: ClusterFacts): Extension[] {
  return judges.map((judge) => {
    const actions = [...new Set(judge.bindings.flatMap(({ actions }) => actions))].join(',')
    const isPolicy = judge.target === undefined
    return {
      type: judge.type,
      name: isPolicy || judge.configuration === judge.name ? judge.name : `${judge.configuration}/${judge.name}`,
      status: admissionHealth(judge, facts),
      about: `${judge.target ? targetText(judge.target) : actions || 'no binding'}, ${judge.failurePolicy}`,
      owner: judge.owner,
      problems: bySeverity(admissionProblems(judge, facts)),
    }
  })
}

function drivers({ csiDrivers, csiNodes }: OtherExtensions): Extension[] {
  const nodes = csiNodes.map((node) =>
    new Plain(node)
      .at('spec')
      .each('drivers')
      .map((driver) => driver.text('name')),
  )
  return csiDrivers.map((object) => {
    const driver = new Plain(object)
    const name = driver.at('metadata').text('name')
    const on = nodes.filter((names) => names.includes(name)).length
    const status = nodes.length === 0 ? '?' : on === 0 ? 'OnNoNode' : 'Ok'
    const about = `on ${on} of ${nodes.length} nodes`
    return { type: 'CSIDriver' as const, name, status, about, owner: ownerOf(driver.at('metadata')), problems: [] }
  })
}

function plain(type: ExtensionType, object: unknown, about: (object: Plain) => string): Extension {
  const read = new Plain(object)
  const metadata = read.at('metadata')
  return { type, name: metadata.text('name'), status: '', about: about(read), owner: ownerOf(metadata), problems: [] }
}

function deviceAbout(object: Plain): string {
  const selectors = object.at('spec').each('selectors')
  return selectors.map((selector) => selector.at('cel').text('expression')).join(' and ')
}
