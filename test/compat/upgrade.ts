import { compareCRDs } from '../../src/compat/compare.ts'
import { write } from '../../src/compat/witness/trial.ts'
import { readManifests } from '../../src/manifest/read.ts'
import type { Change } from '../../src/model/change.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Dict } from '../../src/model/value.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'

/** Plain JSON Schema, of spec. */
export type Spec = Record<string, unknown>

export function crdOf(spec: Spec, more: { root?: object; version?: object; crd?: object } = {}): CRD {
  const openAPIV3Schema = { type: 'object', properties: { spec }, ...more.root }
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...more.version }
  return crdFrom({
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'foos', kind: 'Foo' },
    versions: [version],
    ...more.crd,
  })
}

export function crdFrom(spec: object): CRD {
  const root = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'foos.example.com' },
    spec,
  }
  const [document] = readManifests({ name: 'crd.json', text: JSON.stringify(root) })
  return readCRD(document!)!
}

export function compare(old: CRD, now: CRD): readonly Change[] {
  return compareCRDs(old, now, newestVersion).changes
}

/** `CRD2011 WRITE breaking`, one for each effect. */
export function effectsOf(changes: readonly Change[]): string[] {
  return changes.flatMap(({ code, effects }) => effects.map(({ aspect, outcome }) => `${code} ${aspect} ${outcome}`))
}

export function accepts(crd: CRD, object: Dict): boolean {
  return write(object, crd, newestVersion).accepted
}
