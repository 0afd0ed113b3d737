import type { Plain } from './plain.ts'
import { type Discovered, type Group, groupVersion, type Resource } from './types.ts'

/** What to ask for: all of a path in one answer, or the old way from old servers. */
export const acceptAggregated = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',')

/** Is an answer of this type aggregated? */
export function isAggregated(contentType: string | undefined): boolean {
  return /;\s*as=APIGroupDiscoveryList\b/.test(contentType ?? '')
}

/**
 * Reads an `APIGroupDiscoveryList`, v2 or v2beta1.
 * Upstream: client-go v0.36.3, discovery/aggregated_discovery.go.
 */
export function readAggregated(list: Plain): Discovered {
  const failed: string[] = []
  const groups = list.each('items').map((item): Group => {
    const name = item.at('metadata').text('name')
    const versions = item.each('versions').flatMap((each) => {
      const version = each.text('version')
      if (each.text('freshness') === 'Stale') {
        failed.push(groupVersion(name, version))
        return []
      }
      return { version, resources: each.each('resources').flatMap((resource) => readResource(resource, name, version)) }
    })
    return { name, preferred: versions[0]?.version ?? '', versions }
  })
  return { groups, failed }
}

/** What has no kind is there for its subresources only. */
function readResource(resource: Plain, group: string, version: string): Resource[] {
  const kind = resource.at('responseKind').text('kind')
  if (kind === '') return []
  return [
    {
      group,
      version,
      name: resource.text('resource'),
      singular: resource.text('singularResource'),
      kind,
      namespaced: resource.text('scope') === 'Namespaced',
      verbs: resource.texts('verbs'),
      shortNames: resource.texts('shortNames'),
      categories: resource.texts('categories'),
      subresources: resource.each('subresources').map((each) => each.text('subresource')),
    },
  ]
}
