import type { Document } from '../../model/document.ts'
import { gvkOf } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import { nearest } from '../../model/nearest.ts'
import type { Path } from '../../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { Schema } from '../../schema/schema.ts'

/** Is it the ClusterServiceVersion of an OLM bundle? */
export function isClusterServiceVersion(document: Document): boolean {
  const gvk = gvkOf(document.root)
  return gvk?.group === 'operators.coreos.com' && gvk.kind === 'ClusterServiceVersion'
}

/**
 * The JSON text of the `alm-examples` annotation: resources that the catalog shows for every owned CRD.
 * @returns undefined when there is none
 */
export function almExamples(document: Document): { text: string; path: Path } | undefined {
  const path = ['metadata', 'annotations', 'alm-examples']
  const text = at(document.root, path)
  return typeof text === 'string' ? { text, path } : undefined
}

/**
 * Holds a ClusterServiceVersion against the CRDs of its bundle: owned CRDs are there and serve the version, every
 * descriptor's path exists in its schema, every owned CRD has an example.
 */
export function checkBundle(document: Document, crds: readonly CRD[]): Finding[] {
  const owned = at(document.root, ['spec', 'customresourcedefinitions', 'owned'])
  if (!isList(owned)) return []
  return owned.flatMap((entry, i) =>
    isDict(entry) ? checkOwned(entry, ['spec', 'customresourcedefinitions', 'owned', i], crds) : [],
  )
}

function checkOwned(entry: Dict, path: Path, crds: readonly CRD[]): Finding[] {
  const name = text(entry.name)
  const crd = crds.find((candidate) => candidate.name === name)
  if (!crd) {
    const [close] = nearest(
      name,
      crds.map((candidate) => candidate.name),
      1,
    )
    const hint = close === undefined ? 'add it to the bundle' : `did you mean ${close}?`
    return [
      finding(
        'CRD0301',
        [...path, 'name'],
        `the bundle owns ${name || 'a CRD without name'}, which is not in it`,
        hint,
      ),
    ]
  }
  const version = crd.versions.find((candidate) => candidate.name === text(entry.version))
  const served = crd.versions.filter((v) => v.served).map((v) => v.name)
  if (!version?.served) {
    const message = `${name} does not serve version ${text(entry.version) || '(none)'}`
    return [finding('CRD0302', [...path, 'version'], message, `served versions: ${served.join(', ')}`)]
  }
  return [
    ...checkDescriptors(entry, 'specDescriptors', 'spec', path, version),
    ...checkDescriptors(entry, 'statusDescriptors', 'status', path, version),
  ]
}

function checkDescriptors(entry: Dict, list: string, under: string, path: Path, version: CRDVersion): Finding[] {
  const descriptors = entry[list]
  const root = version.schema?.properties.get(under)
  if (!isList(descriptors)) return []
  return descriptors.flatMap((descriptor, i) => {
    const wanted = isDict(descriptor) ? text(descriptor.path) : ''
    const problem = root ? missingStep(root, wanted) : { step: under, siblings: [] }
    if (!problem) return []
    const [close] = nearest(problem.step, problem.siblings, 1)
    const message = `${under}.${wanted} is not in the schema of ${version.name}`
    const hint = close === undefined ? `${problem.step} is not known there` : `did you mean ${close}?`
    return [finding('CRD0303', [...path, list, i, 'path'], message, hint)]
  })
}

/** The first step of a descriptor path (`a.b[0].c`) that the schema does not have. */
function missingStep(root: Schema, path: string): { step: string; siblings: string[] } | undefined {
  let schema: Schema = root
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (schema.preserveUnknownFields) return undefined
    const additional = schema.additionalProperties
    const next: Schema | undefined =
      schema.type === 'array'
        ? /^\d+$|^\*$/.test(step)
          ? schema.items
          : schema.items?.properties.get(step)
        : (schema.properties.get(step) ?? (typeof additional === 'object' ? additional : undefined))
    if (!next) return { step, siblings: [...schema.properties.keys()] }
    schema = next
  }
  return undefined
}

function finding(code: string, path: Path, message: string, hint: string): Finding {
  return { code, source: 'lint', severity: 'error', path, field: path.join('.'), reason: '', message, hint }
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function at(root: Value | undefined, path: Path): Value | undefined {
  let value = root
  for (const step of path) value = isDict(value) ? value[step] : undefined
  return value
}
