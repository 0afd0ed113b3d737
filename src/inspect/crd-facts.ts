import { Plain } from '../model/plain.ts'
import { type Condition, readConditions } from './condition.ts'
import { type Owner, ownerOf } from './owner.ts'
import type { ServedResource } from './served-resource.ts'
import { readTarget, type Target } from './target.ts'

/** What counts of a CRD in a cluster, without its schemas: a thousand of these are small. */
export interface CRDFacts {
  name: string
  /** Why the CRD itself could not be read, '' when there is none: only names and served versions are known then. */
  hidden: string | undefined
  group: string
  scope: string
  names: Names
  /** Under which it is served; '' where there is none yet. */
  acceptedNames: Names
  versions: readonly VersionFacts[]
  /** In which objects may be stored. */
  storedVersions: readonly string[]
  conditions: readonly Condition[]
  /** Who is asked to convert; undefined: nobody. */
  webhook: Target | undefined
  /** `namespace/name` of a cert-manager Certificate that its CA bundle is taken from. */
  injectedFrom: string
  preserveUnknownFields: boolean
  owner: Owner | undefined
  /** Milliseconds since 1970; NaN when it does not say. */
  created: number
  /** The same; undefined when it is not being deleted. */
  deleted: number | undefined
  finalizers: readonly string[]
}

export interface Names {
  kind: string
  listKind: string
  plural: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
}

export interface VersionFacts {
  name: string
  served: boolean
  storage: boolean
  deprecated: boolean
  /** It describes a status, but has no subresource for it. */
  statusWithout: boolean
}

/** Reads a CRD as the server lists it. */
export function readCRDFacts(object: unknown): CRDFacts {
  const crd = new Plain(object)
  const [metadata, spec, status] = [crd.at('metadata'), crd.at('spec'), crd.at('status')]
  const conversion = spec.at('conversion')
  const deleted = metadata.text('deletionTimestamp')
  return {
    name: metadata.text('name'),
    hidden: undefined,
    group: spec.text('group'),
    scope: spec.text('scope'),
    names: readNames(spec.at('names')),
    acceptedNames: readNames(status.at('acceptedNames')),
    versions: spec.each('versions').map(readVersion),
    storedVersions: status.texts('storedVersions'),
    conditions: readConditions(status),
    webhook:
      conversion.text('strategy') === 'Webhook' ? readTarget(conversion.at('webhook').at('clientConfig')) : undefined,
    injectedFrom: metadata.at('annotations').text('cert-manager.io/inject-ca-from'),
    preserveUnknownFields: spec.flag('preserveUnknownFields'),
    owner: ownerOf(metadata),
    created: Date.parse(metadata.text('creationTimestamp')),
    deleted: deleted === '' ? undefined : Date.parse(deleted),
    finalizers: metadata.texts('finalizers'),
  }
}

/** What is known of a resource of which only its name, its kind and its versions may be seen. */
export function hiddenCRD(resources: readonly ServedResource[], why: string): CRDFacts {
  const [{ name, group, kind, singular, shortNames }] = resources as [ServedResource]
  const names = { kind, listKind: '', plural: name, singular, shortNames, categories: [] }
  return {
    name: `${name}.${group}`,
    hidden: why,
    group,
    scope: '',
    names,
    acceptedNames: names,
    versions: resources.map(({ version }) => ({
      name: version,
      served: true,
      storage: false,
      deprecated: false,
      statusWithout: false,
    })),
    storedVersions: [],
    conditions: [],
    webhook: undefined,
    injectedFrom: '',
    preserveUnknownFields: false,
    owner: undefined,
    created: Number.NaN,
    deleted: undefined,
    finalizers: [],
  }
}

function readNames(names: Plain): Names {
  return {
    kind: names.text('kind'),
    listKind: names.text('listKind'),
    plural: names.text('plural'),
    singular: names.text('singular'),
    shortNames: names.texts('shortNames'),
    categories: names.texts('categories'),
  }
}

function readVersion(version: Plain): VersionFacts {
  const properties = version.at('schema').at('openAPIV3Schema').at('properties')
  return {
    name: version.text('name'),
    served: version.flag('served'),
    storage: version.flag('storage'),
    deprecated: version.flag('deprecated'),
    statusWithout: properties.has('status') && !version.at('subresources').has('status'),
  }
}

/** The version that objects are written in. */
export function storageVersion({ versions }: CRDFacts): string {
  return versions.find(({ storage }) => storage)?.name ?? ''
}

/** The version to read objects in: the one they are stored in when it is served. */
export function readableVersion({ versions }: CRDFacts): string | undefined {
  return (versions.find(({ served, storage }) => served && storage) ?? versions.find(({ served }) => served))?.name
}

/** Below which its objects are served. */
export function objectsPath({ group, names, acceptedNames }: CRDFacts, version: string): string {
  return `/apis/${group}/${version}/${acceptedNames.plural || names.plural}`
}

/** Where one object is served. */
export function objectPath(crd: CRDFacts, version: string, namespace: string, name: string): string {
  const all = objectsPath(crd, version)
  const slash = all.lastIndexOf('/')
  const within = namespace === '' ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return `${all.slice(0, slash)}${within}${all.slice(slash)}/${encodeURIComponent(name)}`
}
