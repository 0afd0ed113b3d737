import { crdData, ownerData, problemData } from './data.ts'
import type { Page } from './page.ts'
import { usageData } from './render-usage.ts'
import { targetText } from './target.ts'

/** What `inspect NAME -o json` prints, as docs/schemas/resource-inspection.json describes it. */
export function pageData({ crd, versions, roundTrips, judges, usage, unknown }: Page): object {
  return {
    apiVersion: 'kubectl-crd/v1',
    kind: 'ResourceInspection',
    crd: crdData({ ...crd, problems: crd.problems.filter(({ subject }) => subject.type === 'crd') }),
    versions: versions.map(({ cost, ...version }) => ({
      ...version,
      deprecationWarning: version.deprecationWarning ?? null,
      cost: cost
        ? { total: Number(cost.total), limit: Number(cost.limit), share: cost.share, dearest: cost.dearest ?? null }
        : null,
    })),
    roundTrips,
    admission:
      judges?.map(({ judge, say, health }) => ({
        type: judge.type,
        name: judge.name,
        configuration: judge.configuration,
        operations: say.operations,
        subresources: say.subresources,
        versions: say.versions,
        names: say.names,
        when: judge.when,
        failurePolicy: judge.failurePolicy,
        bindings: judge.bindings.map(({ name, actions, when }) => ({ name, actions, when })),
        asks: judge.target ? targetText(judge.target) : null,
        timeoutSeconds: judge.timeoutSeconds ?? null,
        status: health,
        owner: ownerData(judge.owner),
      })) ?? null,
    ...(usage && { usage: usage.value ? usageData(usage.value) : null }),
    problems: crd.problems.map(problemData),
    unknown: usage?.why === undefined ? unknown : [...unknown, { what: 'how its fields are used', why: usage.why }],
  }
}
