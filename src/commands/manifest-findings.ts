import { builtinKindsOf, builtinVersionsOf } from '../model/builtin-kinds.ts'
import type { Finding } from '../model/finding.ts'
import { formatApiVersion, type GVK } from '../model/gvk.ts'
import { nearest } from '../model/nearest.ts'
import { formatVersion, type ServerVersion } from '../model/server-version.ts'
import { isDict, type Value } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import type { CRD } from '../schema/crd.ts'

/** Neither apiVersion nor kind can be read. */
export function kindUnreadable(root: Value): Finding {
  const missing = ['apiVersion', 'kind'].filter(
    (key) => !isDict(root) || typeof root[key] !== 'string' || root[key] === '',
  )
  const what = missing.join(' and ') || 'apiVersion'
  return {
    ...manifestError('CRD0005', [], `${what} missing or not readable: not a Kubernetes resource`),
    hint: 'leave the file out, or --ignore CRD0005',
  }
}

/** A custom resource whose CRD nobody gave, with the nearest kind that is known. */
export function kindUnknown(gvk: GVK, catalog: Catalog): Finding {
  const finding = manifestError('CRD0004', ['kind'], `no CRD is known for ${gvk.kind} in ${formatApiVersion(gvk)}`)
  const known = catalog.all()
  const sameKind = known.filter((crd) => crd.names.kind === gvk.kind).map((crd) => `${crd.names.kind} in ${crd.group}`)
  const inGroup = known.filter((crd) => crd.group === gvk.group).map((crd) => crd.names.kind)
  const [close] = [...sameKind, ...nearest(gvk.kind, inGroup, 1)]
  const [group] = nearest(gvk.group, new Set(known.map((crd) => crd.group)), 1)
  if (close !== undefined) finding.hint = `did you mean ${close}?`
  else if (group !== undefined) finding.hint = `did you mean the group ${group}?`
  else finding.hint = 'add its CRD to the input, or name it with --crds'
  return finding
}

/** A kind that Kubernetes does not serve in a group of its own: a slip, or the group of a custom resource is missing. */
export function kindNotServed(gvk: GVK, catalog: Catalog, serverVersion: ServerVersion): Finding {
  const apiVersion = formatApiVersion(gvk)
  const message = `Kubernetes ${formatVersion(serverVersion)} serves no ${gvk.kind} in ${apiVersion}`
  const custom = catalog.all().find((crd) => crd.names.kind === gvk.kind)
  const [elsewhere] = custom ? [`${custom.group}/${custom.versions[0]!.name}`] : builtinVersionsOf(gvk.kind)
  if (elsewhere !== undefined)
    return { ...manifestError('CRD0007', ['apiVersion'], message), hint: `did you mean ${elsewhere}?` }
  const [close] = nearest(gvk.kind, builtinKindsOf(apiVersion), 1)
  const hint = close === undefined ? 'kubectl api-resources lists what a cluster serves' : `did you mean ${close}?`
  return { ...manifestError('CRD0007', ['kind'], message), hint }
}

/** What --strict-kinds says to a kind that Kubernetes serves itself. */
export function kindRefused({ kind }: GVK): Finding {
  const message = `${kind} is built into Kubernetes, and --strict-kinds allows custom resources only`
  return manifestError('CRD0006', ['kind'], message)
}

/** The server's answer to a status update of an object that is not there. Upstream: api/errors NewNotFound. */
export function nothingToUpdate(crd: CRD, name: string): Finding {
  return {
    code: 'CRD0105',
    source: 'server',
    severity: 'error',
    path: ['metadata', 'name'],
    field: 'metadata.name',
    reason: 'NotFound',
    message: `${crd.names.plural}.${crd.group} ${JSON.stringify(name)} not found`,
    hint: 'a status can only be updated: --old has to hold the object',
  }
}

function manifestError(code: string, path: string[], message: string): Finding {
  return { code, source: 'manifest', severity: 'error', path, field: path.join('.'), reason: '', message }
}
