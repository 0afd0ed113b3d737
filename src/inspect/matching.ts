import type { Judge, Rule } from './admission.ts'

/** A resource, as rules of admission speak of it. */
export interface Judged {
  group: string
  resource: string
  /** The served ones. */
  versions: readonly string[]
  namespaced: boolean
}

/** What a judge has a say in, of one resource. */
export interface Say {
  operations: readonly string[]
  /** '' is the resource itself. */
  subresources: readonly string[]
  /** Requests in these versions; all that are served when others count as equivalent. */
  versions: readonly string[]
  /** Single objects; all when empty. */
  names: readonly string[]
}

/**
 * What a webhook or a policy has a say in; undefined: nothing. Selectors and conditions may narrow it down further.
 * Upstream: apiserver v0.36.3, pkg/admission/plugin/webhook/predicates/rules and policy/matching.
 */
export function sayOf({ rules, exclude, equivalent }: Judge, resource: Judged): Say | undefined {
  const matching = rules.filter((rule) => versionsOf(rule, resource).length > 0 && partsOf(rule, resource).length > 0)
  const isExcluded = exclude.some(
    (rule) => versionsOf(rule, resource).length > 0 && partsOf(rule, resource).includes('') && rule.names.length === 0,
  )
  if (matching.length === 0 || isExcluded) return undefined
  const all = (of: (rule: Rule) => readonly string[]) => [...new Set(matching.flatMap(of))]
  const versions = all((rule) => versionsOf(rule, resource))
  return {
    operations: all(({ operations }) => operations).includes('*') ? ['*'] : all(({ operations }) => operations),
    subresources: all((rule) => partsOf(rule, resource)),
    versions: equivalent ? resource.versions : resource.versions.filter((version) => versions.includes(version)),
    names: matching.every(({ names }) => names.length > 0) ? all(({ names }) => names) : [],
  }
}

function versionsOf({ groups, versions, scope }: Rule, resource: Judged): string[] {
  const isOfScope = scope === '*' || scope === (resource.namespaced ? 'Namespaced' : 'Cluster')
  if (!isOfScope || !(groups.includes('*') || groups.includes(resource.group))) return []
  return resource.versions.filter((version) => versions.includes('*') || versions.includes(version))
}

/** The resource itself (''), and its subresources: `*` for any. */
function partsOf({ resources }: Rule, { resource }: Judged): string[] {
  return resources.flatMap((pattern) => {
    const [name, part] = pattern.split('/') as [string, string?]
    if (name !== '*' && name !== resource) return []
    if (part === undefined) return ['']
    return part === '*' ? ['', '*'] : [part]
  })
}
