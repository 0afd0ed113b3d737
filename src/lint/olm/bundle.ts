import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import { nearest } from '../../model/nearest.ts'
import { dotted, type Path } from '../../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'
import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { Schema } from '../../schema/schema.ts'

/**
 * Holds a ClusterServiceVersion against the CRDs of its bundle: owned CRDs are there and serve the version, every
 * descriptor's path exists in its schema, every owned CRD has an example.
 *
 * @param examples the kinds of the examples it shows; undefined when they cannot be read
 */
export function checkBundle(
  document: Document,
  crds: readonly CRD[],
  examples: ReadonlySet<string> | undefined,
): Finding[] {
  const path = ['spec', 'customresourcedefinitions', 'owned']
  const owned = at(document.root, path)
  if (!isList(owned)) return []
  return owned.flatMap((entry, i) => {
    if (!isDict(entry)) return []
    const found = checkOwned(entry, [...path, i], crds)
    if (!examples || examples.has(text(entry.kind))) return found
    const message = `the bundle owns ${text(entry.kind) || 'a kind'} and shows no example of it`
    const hint = 'add one to metadata.annotations.alm-examples: the console offers it to who creates the first'
    return [...found, finding('CRD0405', [...path, i, 'kind'], message, hint, 'warning')]
  })
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
        'CRD0401',
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
    return [finding('CRD0402', [...path, 'version'], message, `served versions: ${served.join(', ')}`)]
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
    return [finding('CRD0403', [...path, list, i, 'path'], message, hint)]
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

function finding(
  code: string,
  path: Path,
  message: string,
  hint: string,
  severity: Finding['severity'] = 'error',
): Finding {
  return { code, source: 'lint', severity, path, field: dotted(path), reason: '', message, hint }
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function at(root: Value | undefined, path: Path): Value | undefined {
  let value = root
  for (const step of path) value = isDict(value) ? value[step] : undefined
  return value
}
