import { certificateTrouble } from './certificate.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { ClusterFacts, Read } from './facts.ts'
import type { Problem } from './problem.ts'
import { serviceHealth } from './service.ts'
import { jsonWord, shellWord } from './shell-word.ts'
import { serviceKey, type Target, targetText } from './target.ts'

/** What keeps a conversion webhook from working. */
export function conversion(crd: CRDFacts, { looks, services, certificates, now }: ClusterFacts): Problem[] {
  const { webhook } = crd
  if (!webhook) return []
  const problems: Problem[] = []
  const add = (code: string, severity: Problem['severity'], label: string, what: string, why: string, next: string) =>
    problems.push({ code, severity, label, subject: { type: 'crd', name: crd.name }, what, why, next })

  if (webhook.service) {
    const health = serviceHealth(webhook.service, services.get(serviceKey(webhook.service)))
    if (health.ok === false) {
      const way = health.next === '' ? `${missing} The command gives it up: ${withoutWebhook}` : mending
      add('CRD4010', 'error', 'ConversionDown', `conversion webhook: ${health.what}`, way, health.next || giveUp(crd))
    }
  }
  const trouble = certificateTrouble(certificates.get(webhook.caBundle), now)
  if (trouble) {
    const why = trouble.isOver
      ? 'The server cannot trust the webhook, so no object is converted. The command puts the authority of ca.crt in its place.'
      : 'After that no object is converted. The command puts the authority of ca.crt in its place.'
    const what = `CA bundle of the conversion webhook ${trouble.what}`
    const [severity, label] = trouble.isOver ? (['error', 'CAExpired'] as const) : (['warning', 'CAExpires'] as const)
    add('CRD4011', severity, label, what, crd.injectedFrom === '' ? why : injected, nextForCA(crd))
  }
  const reads = looks.get(crd.name)?.reads?.value
  const failed = [...(reads ?? [])].filter(([, { said }]) => said !== '')
  // One cause is told once.
  if (failed.length > 0 && problems.every(({ severity }) => severity !== 'error')) {
    const [[, { said, path }]] = failed as [[string, Read]]
    const which = failed.map(([name]) => name).join(', ')
    add(
      'CRD4012',
      'error',
      'Unreadable',
      `cannot be read at ${which}: ${said}`,
      unreadable,
      `kubectl get --raw ${shellWord(path)}`,
    )
  }
  return problems
}

const missing =
  'Objects that are stored in another version than the one asked for cannot be read. If the webhook is meant to be there, install it again.'
const withoutWebhook = 'versions then differ in nothing but their name, and what only one of them knows is dropped.'
const mending =
  'Objects that are stored in another version than the one asked for cannot be read or written until the webhook answers.'
const injected =
  'The server cannot trust the webhook. The bundle comes from a Certificate of cert-manager, whose state the command shows.'
const unreadable =
  'Objects that are stored in another version can be neither read nor written there. Look at what the webhook itself says; the command asks for the same object again.'

function giveUp({ name }: CRDFacts): string {
  const patch = { spec: { conversion: { strategy: 'None', webhook: null } } }
  return `kubectl patch crd ${shellWord(name)} --type=merge -p ${jsonWord(patch)}`
}

function nextForCA({ name, injectedFrom }: CRDFacts): string {
  const [namespace, certificate] = injectedFrom.split('/')
  if (namespace && certificate)
    return `kubectl describe certificate.cert-manager.io -n ${shellWord(namespace)} ${shellWord(certificate)}`
  return `kubectl patch crd ${shellWord(name)} --type=merge -p ${bundlePatch('{"spec":{"conversion":{"webhook":{"clientConfig":{"caBundle":"', '"}}}}}')}`
}

/** A patch that takes a bundle from the file ca.crt. */
export function bundlePatch(before: string, after: string): string {
  return `'${before}'"$(base64 < ca.crt | tr -d '\\n')"'${after}'`
}

/** A state of a conversion webhook, for tables: '' when nothing is wrong that could be seen. */
export function conversionText(webhook: Target | undefined): string {
  return webhook ? `Webhook ${targetText(webhook)}` : 'None'
}
