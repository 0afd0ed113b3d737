import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Definition } from '../cluster/definitions/definitions.ts'
import { type Explained, resourceExplained } from '../cluster/discovery/explain-argument.ts'
import { type Discovered, groupResource, groupVersion, type Resource } from '../cluster/discovery/types.ts'
import { ClusterError } from '../model/cluster-error.ts'
import { nearest } from '../model/nearest.ts'
import { visible } from '../model/printable.ts'
import { type Dict, isDict } from '../model/value.ts'
import { type CRD, readCRD } from '../schema/crd.ts'

/** A resource that an argument of explain or sample names, as a cluster knows it. */
export interface LiveResource {
  crd: CRD
  /** To be given on, unless the argument names a version. */
  apiVersion: string | undefined
  definition: Definition
  /** The object of `type/name`. */
  object(version: string, name: string): Promise<Dict | undefined>
}

export interface LiveOptions {
  apiVersion: string | undefined
  /** Every version is to be described. */
  allVersions: boolean
}

/** Finds what an argument names in a cluster, and says what kubectl warns about. Throws {@link ClusterError}. */
export async function liveResource(
  argument: string,
  cluster: Cluster,
  options: LiveOptions,
  terminal: Terminal,
): Promise<LiveResource> {
  const { discovery, definitions } = cluster
  const named = await discovery.find((known) => resourceExplained(known, argument, options.apiVersion))
  if (!named) throw unknownType(argument, options.apiVersion, await discovery.known())
  for (const warning of named.warnings) terminal.err(`Warning: ${visible(warning)}\n`)
  const { resource } = named
  const versions = options.allVersions ? versionsOf(resource, await discovery.known()) : [resource.version]
  const definition = await definitions.of(resource, versions)
  const crd = readCRD(definition.document)
  if (!crd) throw new ClusterError(`error: the CRD ${groupResource(resource)} cannot be read`)
  return {
    crd,
    apiVersion: options.apiVersion ?? versionOf(named),
    definition,
    async object(version, name) {
      const { root } = await cluster.object({ ...resource, version }, name)
      return isDict(root) ? root : undefined
    },
  }
}

function versionOf({ resource: { group, version }, namesVersion }: Explained): string | undefined {
  return namesVersion ? undefined : groupVersion(group, version)
}

function versionsOf({ group, name }: Resource, { groups }: Discovered): string[] {
  const versions = groups.find((each) => each.name === group)?.versions ?? []
  return versions.filter(({ resources }) => resources.some((each) => each.name === name)).map(({ version }) => version)
}

function unknownType(argument: string, apiVersion: string | undefined, discovered: Discovered): ClusterError {
  const type = /^[^.[/#\s]*/.exec(argument.trim())?.[0] ?? ''
  const of = apiVersion === undefined ? '' : ` in ${apiVersion}`
  const names = new Map<string, string>()
  for (const { versions } of discovered.groups)
    for (const { resources } of versions)
      for (const { name, singular, kind, shortNames } of resources)
        for (const each of [...shortNames, kind.toLowerCase(), singular, name]) names.set(each, name)
  const close = [...new Set(nearest(type.toLowerCase(), names.keys()).map((each) => names.get(each)!))]
  const hints = [
    close.length > 0 ? `did you mean ${close.join(' or ')}?` : 'kubectl api-resources lists what the cluster serves',
    ...(discovered.failed.length > 0 ? [`these did not answer, and may have it: ${discovered.failed.join(', ')}`] : []),
  ]
  return new ClusterError(
    `error: the server doesn't have a resource type ${JSON.stringify(type)}${of}`,
    hints.join('\n'),
  )
}
