import type { Judge } from './admission.ts'
import { certificateTrouble } from './certificate.ts'
import { bundlePatch } from './conversion.ts'
import type { ClusterFacts } from './facts.ts'
import type { Problem } from './problem.ts'
import { serviceHealth } from './service.ts'
import { jsonWord, shellWord } from './shell-word.ts'
import { serviceKey } from './target.ts'

/** What keeps a webhook or a policy from having its say. */
export function admissionProblems(judge: Judge, facts: ClusterFacts): Problem[] {
  return judge.target ? webhookProblems(judge, facts) : policyProblems(judge)
}

function webhookProblems(judge: Judge, { services, certificates, now }: ClusterFacts): Problem[] {
  const { configuration, index, name, target, failurePolicy } = judge
  if (!target) return []
  const type = `${judge.type.toLowerCase()}configuration`
  const subject = { type, name: configuration }
  const isNeeded = failurePolicy === 'Fail'
  const severity = isNeeded ? 'error' : 'warning'
  const problems: Problem[] = []
  const health = target.service && serviceHealth(target.service, services.get(serviceKey(target.service)))
  if (health?.ok === false) {
    const ignore = [
      { op: 'test', path: `/webhooks/${index}/name`, value: name },
      { op: 'replace', path: `/webhooks/${index}/failurePolicy`, value: 'Ignore' },
    ]
    const patch = `kubectl patch ${type} ${shellWord(configuration)} --type=json -p ${jsonWord(ignore)}`
    const remove = `kubectl delete ${type} ${shellWord(configuration)}`
    problems.push({
      code: 'CRD4030',
      severity,
      label: 'WebhookDown',
      subject,
      what: `${name}: ${health.what}`,
      why: isNeeded
        ? `Requests that it is asked about are refused.${health.next === '' ? ' The command lets them pass unjudged.' : ''}`
        : `What it should check passes unchecked, after a wait.${health.next === '' ? ' The command removes it with all of its configuration.' : ''}`,
      next: health.next || (isNeeded ? patch : remove),
    })
  }
  const trouble = certificateTrouble(certificates.get(target.caBundle), now)
  if (trouble)
    problems.push({
      code: 'CRD4031',
      severity: trouble.isOver ? severity : 'warning',
      label: trouble.isOver ? 'CAExpired' : 'CAExpires',
      subject,
      what: `${name}: its CA bundle ${trouble.what}`,
      why: 'Without a valid one the API server does not trust it. The command puts the authority of ca.crt in its place.',
      next: `kubectl patch ${type} ${shellWord(configuration)} --type=json -p ${bundlePatch(`[{"op":"replace","path":"/webhooks/${index}/clientConfig/caBundle","value":"`, '"}]')}`,
    })
  return problems
}

function policyProblems({ type, name, bindings }: Judge): Problem[] {
  if (bindings.length > 0) return []
  const kind = type === 'ValidatingPolicy' ? 'validatingadmissionpolicy' : 'mutatingadmissionpolicy'
  return [
    {
      code: 'CRD4032',
      severity: 'note',
      label: 'NotBound',
      subject: { type: kind, name },
      what: 'no binding names it, so it does nothing',
      why: 'It has its say once a binding chooses it; if it is not needed, the command removes it.',
      next: `kubectl delete ${kind} ${shellWord(name)}`,
    },
  ]
}

/** Whether a webhook can be asked, as far as the cluster's objects tell; of a policy, whether it is bound. */
export function admissionHealth(judge: Judge, facts: ClusterFacts): string {
  const [worst] = admissionProblems(judge, facts)
  if (worst) return worst.label
  const service = judge.target?.service
  if (!service) return judge.target ? '?' : 'Ok'
  return serviceHealth(service, facts.services.get(serviceKey(service))).ok === undefined ? '?' : 'Ok'
}
