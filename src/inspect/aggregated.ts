import type { APIServiceFacts } from './api-service.ts'
import { certificateTrouble } from './certificate.ts'
import { conditionOf } from './condition.ts'
import { bundlePatch } from './conversion.ts'
import type { ClusterFacts } from './facts.ts'
import type { Problem } from './problem.ts'
import { serviceHealth } from './service.ts'
import { shellWord } from './shell-word.ts'
import { serviceKey } from './target.ts'

/** What is wrong with an aggregated API. */
export function aggregated(api: APIServiceFacts, { services, certificates, now }: ClusterFacts): Problem[] {
  const { target, name } = api
  if (!target) return []
  const subject = { type: 'apiservice', name }
  const condition = conditionOf(api.conditions, 'Available')
  const isDown = condition?.status !== 'True' || Boolean(api.answer?.value)
  if (isDown) {
    const health = target.service && serviceHealth(target.service, services.get(serviceKey(target.service)))
    const said = condition?.status === 'True' ? api.answer?.value : condition?.message
    const reason = condition?.status === 'True' ? '' : `${condition?.reason ?? 'not looked at yet'}: `
    const isGone = health?.ok === false && health.next === ''
    return [
      {
        code: 'CRD4020',
        severity: 'error',
        label: 'Unavailable',
        subject,
        what: `does not answer: ${health?.ok === false ? health.what : `${reason}${said}`}`,
        why: `Its resources cannot be used, ${everything}${isGone ? gone : ''}`,
        next: isGone
          ? `kubectl delete apiservice ${shellWord(name)}`
          : health?.next || `kubectl describe apiservice ${shellWord(name)}`,
      },
    ]
  }
  const trouble = certificateTrouble(certificates.get(target.caBundle), now)
  if (!trouble) return []
  return [
    {
      code: 'CRD4021',
      severity: trouble.isOver ? 'error' : 'warning',
      label: trouble.isOver ? 'CAExpired' : 'CAExpires',
      subject,
      what: `CA bundle of its server ${trouble.what}`,
      why: 'Without a valid one the API server does not trust it. The command puts the authority of ca.crt in its place.',
      next: `kubectl patch apiservice ${shellWord(name)} --type=merge -p ${bundlePatch('{"spec":{"caBundle":"', '"}}')}`,
    },
  ]
}

const everything = 'no namespace can be deleted, and clients that look at all resources fail or wait.'
const gone = ' If its server is not meant to be there any more, the command removes the API.'

/** Does it answer? For a column. */
export function availability(api: APIServiceFacts): string {
  const condition = conditionOf(api.conditions, 'Available')
  if (condition && condition.status !== 'True') return condition.reason || 'Unavailable'
  if (api.answer?.value) return 'NoAnswer'
  return condition || api.answer ? 'Available' : '?'
}
