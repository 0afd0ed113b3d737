import { Plain } from '../model/plain.ts'
import { type Owner, ownerOf } from './owner.ts'
import { readTarget, type Target } from './target.ts'

/** A webhook or a policy that may have a say in requests. */
export interface Judge {
  type: 'ValidatingWebhook' | 'MutatingWebhook' | 'ValidatingPolicy' | 'MutatingPolicy'
  /** The object that it is in. */
  configuration: string
  /** Of a webhook, its own name; of a policy, that of the object. */
  name: string
  /** Its place in the configuration. */
  index: number
  rules: readonly Rule[]
  exclude: readonly Rule[]
  /** Other versions of a resource match too. */
  equivalent: boolean
  /** What else has to hold, in words. */
  when: readonly string[]
  /** Fail, Ignore */
  failurePolicy: string
  /** Of a policy: how its bindings act (Deny, Warn, Audit); nobody binds it when there are none. */
  bindings: readonly Binding[]
  target: Target | undefined
  timeoutSeconds: number | undefined
  owner: Owner | undefined
}

export interface Binding {
  name: string
  actions: readonly string[]
  /** What narrows it down, in words. */
  when: readonly string[]
  /** It speaks of these only; empty: of all that the policy does. */
  rules: readonly Rule[]
}

export interface Rule {
  groups: readonly string[]
  versions: readonly string[]
  resources: readonly string[]
  operations: readonly string[]
  scope: string
  names: readonly string[]
}

/** Reads a ValidatingWebhookConfiguration or a MutatingWebhookConfiguration. */
export function readWebhooks(type: 'ValidatingWebhook' | 'MutatingWebhook', object: unknown): Judge[] {
  const configuration = new Plain(object)
  const metadata = configuration.at('metadata')
  return configuration.each('webhooks').map((webhook, index) => ({
    type,
    configuration: metadata.text('name'),
    name: webhook.text('name'),
    index,
    rules: webhook.each('rules').map(readRule),
    exclude: [],
    equivalent: webhook.text('matchPolicy') !== 'Exact',
    when: conditionsOf(webhook, webhook),
    failurePolicy: webhook.text('failurePolicy') || 'Fail',
    bindings: [],
    target: readTarget(webhook.at('clientConfig')),
    timeoutSeconds: webhook.number('timeoutSeconds') ?? 10,
    owner: ownerOf(metadata),
  }))
}

/** Reads a ValidatingAdmissionPolicy or a MutatingAdmissionPolicy with all bindings, of which it takes its own. */
export function readPolicy(
  type: 'ValidatingPolicy' | 'MutatingPolicy',
  object: unknown,
  bindings: readonly unknown[],
): Judge {
  const policy = new Plain(object)
  const [metadata, spec] = [policy.at('metadata'), policy.at('spec')]
  const constraints = spec.at('matchConstraints')
  const name = metadata.text('name')
  return {
    type,
    configuration: name,
    name,
    index: 0,
    rules: constraints.each('resourceRules').map(readRule),
    exclude: constraints.each('excludeResourceRules').map(readRule),
    equivalent: constraints.text('matchPolicy') !== 'Exact',
    when: conditionsOf(constraints, spec),
    failurePolicy: spec.text('failurePolicy') || 'Fail',
    bindings: bindings
      .map((binding) => new Plain(binding))
      .filter((binding) => binding.at('spec').text('policyName') === name)
      .map(readBinding),
    target: undefined,
    timeoutSeconds: undefined,
    owner: ownerOf(metadata),
  }
}

function readBinding(binding: Plain): Binding {
  const spec = binding.at('spec')
  const match = spec.at('matchResources')
  return {
    name: binding.at('metadata').text('name'),
    actions: spec.texts('validationActions'),
    when: conditionsOf(match, new Plain({})),
    rules: match.each('resourceRules').map(readRule),
  }
}

function readRule(rule: Plain): Rule {
  return {
    groups: rule.texts('apiGroups'),
    versions: rule.texts('apiVersions'),
    resources: rule.texts('resources'),
    operations: rule.texts('operations'),
    scope: rule.text('scope') || '*',
    names: rule.texts('resourceNames'),
  }
}

/** @param conditions what holds matchConditions */
function conditionsOf(selectors: Plain, conditions: Plain): string[] {
  const found = [
    { what: 'namespace', text: selectorText(selectors.at('namespaceSelector')) },
    { what: 'object', text: selectorText(selectors.at('objectSelector')) },
  ]
  const expressions = conditions.each('matchConditions').map((each) => each.text('expression'))
  return [
    ...found.flatMap(({ what, text }) => (text === '' ? [] : [`${what}: ${text}`])),
    ...expressions.filter((text) => text !== ''),
  ]
}

/** As `kubectl get -l` takes it: `a=b,c in (d,e),!f`. */
function selectorText(selector: Plain): string {
  const labels = selector.at('matchLabels').entries()
  const parts = labels.map(([key, value]) => `${key}=${value}`)
  for (const expression of selector.each('matchExpressions')) {
    const key = expression.text('key')
    const operator = expression.text('operator')
    const values = expression.texts('values').join(',')
    const texts: Record<string, string> = {
      In: `${key} in (${values})`,
      NotIn: `${key} notin (${values})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    }
    parts.push(texts[operator] ?? `${key} ${operator}`)
  }
  return parts.join(',')
}
