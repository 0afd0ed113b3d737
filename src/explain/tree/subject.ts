import type { ServerVersion } from '../../model/server-version.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { FieldNode } from '../../schema/walk.ts'
import type { ResourceDoc } from '../doc.ts'
import type { Explained } from '../explain.ts'
import { resourceDoc } from '../resource-doc.ts'
import { rootOf } from '../root.ts'
import type { ShownObject } from '../shown-object.ts'
import { byPriority } from '../version-order.ts'

/** What is looked at: a resource in one of its versions, perhaps with an object of it. */
export interface Subject {
  readonly crd: CRD
  readonly server: ServerVersion
  /** In the order that Kubernetes prefers them. */
  readonly versions: readonly { version: CRDVersion; root: FieldNode }[]
  /** Which of the versions it is. */
  readonly at: number
  readonly root: FieldNode
  readonly resource: ResourceDoc
  /** The object whose values are shown. */
  readonly object: ShownObject | undefined
}

/** What {@link Explained} is about, so that one can move in it. */
export function subjectOf({ crd, version, node, doc, object }: Explained, server: ServerVersion): Subject {
  let root = node
  while (root.parent) root = root.parent
  const versions = byPriority(crd.versions).map((each) => ({
    version: each,
    root: each.name === version ? root : rootOf(crd, each),
  }))
  const at = versions.findIndex((each) => each.root === root)
  return { crd, server, versions, at, root, resource: doc.resource, object }
}

/** The same in the version that comes next; itself when there is but one. */
export function nextVersion(subject: Subject): Subject {
  const { crd, versions, object } = subject
  if (versions.length < 2) return subject
  const at = (subject.at + 1) % versions.length
  const { version, root } = versions[at]!
  return {
    ...subject,
    at,
    root,
    resource: resourceDoc(crd, version),
    object: object?.inVersion(version.name),
  }
}
