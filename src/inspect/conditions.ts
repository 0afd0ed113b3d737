import { conditionOf } from './condition.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import type { Problem } from './problem.ts'
import { shellWord } from './shell-word.ts'

/** Seconds that the server takes to serve a new CRD. */
const patience = 30

/** What the server itself says of a CRD, beside its names and its end. */
export function conditions(crd: CRDFacts, { now }: ClusterFacts): Problem[] {
  const name = shellWord(crd.name)
  const subject = { type: 'crd', name: crd.name }
  const problems: Problem[] = []
  const established = conditionOf(crd.conditions, 'Established')
  const namesAccepted = conditionOf(crd.conditions, 'NamesAccepted')
  const isNew = now - crd.created < patience * 1000
  if (established?.status !== 'True' && namesAccepted?.status !== 'False' && crd.deleted === undefined && !isNew)
    problems.push({
      code: 'CRD4013',
      severity: 'error',
      label: 'NotEstablished',
      subject,
      what: `not served: ${established ? `${established.reason}: ${established.message}` : 'the server has not looked at it'}`,
      why: 'Nothing can be created as long as this lasts.',
      next: `kubectl describe crd ${name}`,
    })
  const structural = conditionOf(crd.conditions, 'NonStructuralSchema')
  if (structural?.status === 'True')
    problems.push({
      code: 'CRD4014',
      severity: 'warning',
      label: 'NonStructural',
      subject,
      what: `its schema is not structural: ${structural.message}`,
      why: 'Nothing is pruned or defaulted, kubectl explain knows nothing of it, and it cannot be changed as it is. The command shows each place.',
      next: `kubectl get crd ${name} -o yaml | kubectl crd validate -f -`,
    })
  const approval = conditionOf(crd.conditions, 'KubernetesAPIApprovalPolicyConformant')
  if (approval?.status === 'False')
    problems.push({
      code: 'CRD4015',
      severity: 'warning',
      label: 'NotApproved',
      subject,
      what: `group ${crd.group} belongs to Kubernetes: ${approval.message}`,
      why: 'Its annotation says where the API was approved; the command says openly that it was not.',
      next: `kubectl annotate crd ${name} --overwrite api-approved.kubernetes.io=unapproved`,
    })
  return problems
}

/** What a CRD does without being refused for it, and should not. */
export function habits(crd: CRDFacts): Problem[] {
  if (crd.deleted !== undefined) return []
  const name = shellWord(crd.name)
  const subject = { type: 'crd', name: crd.name }
  const problems: Problem[] = []
  if (crd.preserveUnknownFields)
    problems.push({
      code: 'CRD4016',
      severity: 'note',
      label: 'KeepsUnknown',
      subject,
      what: 'spec.preserveUnknownFields: what no schema knows is stored',
      why: 'Misspelled fields pass unseen, and defaults do not work. It is there for CRDs of before 2019; the command ends it.',
      next: `kubectl patch crd ${name} --type=merge -p '{"spec":{"preserveUnknownFields":false}}'`,
    })
  const without = crd.versions.flatMap((version, i) =>
    version.statusWithout && version.served ? [{ version, i }] : [],
  )
  if (without.length > 0) {
    const patch = without.flatMap(({ version, i }) => [
      { op: 'test', path: `/spec/versions/${i}/name`, value: version.name },
      { op: 'add', path: `/spec/versions/${i}/subresources`, value: { status: {} } },
    ])
    problems.push({
      code: 'CRD4017',
      severity: 'note',
      label: 'NoStatusSubresource',
      subject,
      what: `${without.map(({ version }) => version.name).join(', ')}: a status without its subresource`,
      why: 'Who may write the spec may write the status, and controllers overwrite what users set. The command adds it; the controller then has to write through it.',
      next: `kubectl patch crd ${name} --type=json -p '${JSON.stringify(patch)}'`,
    })
  }
  return problems
}
