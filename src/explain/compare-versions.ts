import { printableLine } from '../model/printable.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import type { Segment } from '../schema/field-argument.ts'
import { findField } from '../schema/find-field.ts'
import type { FieldDoc, VersionDoc } from './doc.ts'
import { factList } from './fact-list.ts'
import { fieldDoc, selectFields } from './field-doc.ts'
import { resourceDoc } from './resource-doc.ts'
import { rootOf } from './root.ts'
import { byPriority } from './version-order.ts'

/** Something that differs: its label as in the plaintext, and its text before and after (absent: not there). */
export interface Difference {
  label: string
  before?: string
  after?: string
}

export interface FieldChange {
  path: string
  change: 'added' | 'removed' | 'changed'
  type: string
  required: boolean
  differences: Difference[]
}

/** How a resource, or a field of it, differs from version to version, oldest first. */
export interface VersionsDoc {
  resource: { group: string; kind: string }
  /** '' for the whole resource. */
  path: string
  /** Oldest first. */
  versions: VersionDoc[]
  /** Names of the versions that have the field. */
  present: string[]
  steps: { from: string; to: string; fields: FieldChange[] }[]
}

/** Compares each version with the next newer one, from a field downwards. Fields that Kubernetes declares are left out. */
export function compareVersions(crd: CRD, segments: readonly Segment[], server: ServerVersion): VersionsDoc {
  const versions = byPriority(crd.versions).reverse()
  const all = versions.map((version) => fieldsOf(crd, version, segments, server))
  const ordered = resourceDoc(crd, versions[0]!).versions.reverse()
  const at = all.find((fields) => fields.path !== undefined)
  return {
    resource: { group: crd.group, kind: crd.names.kind },
    path: at?.path ?? '',
    versions: ordered,
    present: versions.filter((_, i) => all[i]!.path !== undefined).map(({ name }) => name),
    steps: versions.slice(1).map((version, i) => ({
      from: versions[i]!.name,
      to: version.name,
      fields: changes(all[i]!.fields, all[i + 1]!.fields),
    })),
  }
}

function fieldsOf(crd: CRD, version: CRDVersion, segments: readonly Segment[], server: ServerVersion) {
  const found = findField(rootOf(crd, version), segments)
  const fields = new Map<string, FieldDoc>()
  if (found.missing !== undefined) return { path: undefined, fields }
  const own = fieldDoc(found.node, 0, server)
  fields.set(own.path, own)
  const rows = selectFields(found.node, { maxDepth: Number.POSITIVE_INFINITY, requiredOnly: false, find: undefined })
  for (const { node, depth } of rows) {
    const isEverywhere = node.depth === 1 && (node.name === 'apiVersion' || node.name === 'kind')
    if (isEverywhere || (node.builtIn && !found.node.builtIn)) continue
    const doc = fieldDoc(node, depth, server)
    fields.set(doc.path, doc)
  }
  return { path: own.path, fields }
}

function changes(before: Map<string, FieldDoc>, after: Map<string, FieldDoc>): FieldChange[] {
  const out: FieldChange[] = []
  for (const [path, old] of before) {
    const now = after.get(path)
    if (!now) out.push({ ...brief(old), change: 'removed', differences: [] })
    else {
      const differences = differencesOf(old, now)
      if (differences.length > 0) out.push({ ...brief(now), change: 'changed', differences })
    }
  }
  for (const [path, now] of after) {
    if (!before.has(path)) out.push({ ...brief(now), change: 'added', differences: [] })
  }
  // What is in a field comes right after it.
  const key = (path: string) => path.replace(/[.[]/g, '\x01')
  return out.sort((a, b) => (key(a.path) < key(b.path) ? -1 : key(a.path) > key(b.path) ? 1 : 0))
}

function brief({ path, type, required }: FieldDoc): Pick<FieldChange, 'path' | 'type' | 'required'> {
  return { path, type, required }
}

function differencesOf(old: FieldDoc, now: FieldDoc): Difference[] {
  const [left, right] = [said(old), said(now)]
  const labels = [...new Set([...left.keys(), ...right.keys()])]
  return labels.flatMap((label) => {
    const [before, after] = [left.get(label), right.get(label)]
    if (before === after) return []
    return { label, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
  })
}

/** What is said about a field itself, by label; equal labels together. */
function said(field: FieldDoc): Map<string, string> {
  const own = (from: string) => from === field.path
  const facts = factList(
    {
      ...field,
      rules: (field.rules ?? []).filter((rule) => own(rule.from)),
      conditions: (field.conditions ?? []).filter((condition) => own(condition.from)),
    },
    field.path,
  )
  const out = new Map<string, string>([['TYPE', field.words]])
  if (field.required) out.set('REQUIRED', 'yes')
  for (const { label, text } of facts) {
    if (label !== 'TYPE') out.set(label, out.has(label) ? `${out.get(label)}; ${text}` : text)
  }
  if (field.description) out.set('DESCRIPTION', printableLine(field.description))
  return out
}
