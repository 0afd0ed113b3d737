import type { ServerVersion } from '../model/server-version.ts'
import { newDict, type Value } from '../model/value.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { Schema } from '../schema/schema.ts'
import { Node } from './node.ts'

/** One version of a CRD, ready to judge resources. */
export interface ServedVersion {
  crd: CRD
  version: CRDVersion
  server: ServerVersion
  root: Node
  /** The version in which objects are stored; possibly this one. */
  storage: { apiVersion: string; root: Node }
  apiVersion: string
}

const ready = new WeakMap<CRD, Map<string, ServedVersion>>()

/** Undefined when the CRD does not serve the version. Compiled once for each CRD, version and server version. */
export function servedVersion(crd: CRD, name: string, server: ServerVersion): ServedVersion | undefined {
  const key = `${name} ${server.minor}`
  let versions = ready.get(crd)
  if (!versions) ready.set(crd, (versions = new Map()))
  const known = versions.get(key)
  if (known) return known
  const version = crd.versions.find((v) => v.name === name && v.served)
  if (!version) return undefined
  const root = rootNode(version, server)
  const stored = crd.versions.find((v) => v.storage) ?? version
  const storageRoot = stored === version ? root : rootNode(stored, server)
  const apiVersion = (v: CRDVersion) => `${crd.group}/${v.name}`
  const made: ServedVersion = {
    crd,
    version,
    server,
    root,
    storage: { apiVersion: apiVersion(stored), root: storageRoot },
    apiVersion: apiVersion(version),
  }
  versions.set(key, made)
  return made
}

/** The schema of the version that an object is written in; that of the given version when the CRD has no such one. */
export function rootFor(apiVersion: Value | undefined, version: ServedVersion): Node {
  const { crd, server, storage } = version
  if (apiVersion === storage.apiVersion) return storage.root
  const other = crd.versions.find((v) => `${crd.group}/${v.name}` === apiVersion)
  if (!other || other === version.version) return version.root
  return servedVersion(crd, other.name, server)?.root ?? rootNode(other, server)
}

function rootNode(version: CRDVersion, server: ServerVersion): Node {
  if (version.schema) return new Node(version.schema, server)
  // v1beta1 without a schema: everything is kept.
  const raw = Object.assign(newDict(), { 'x-kubernetes-preserve-unknown-fields': true })
  return new Node(new Schema(raw, version.path), server)
}
