import { readFileSync } from 'node:fs'
import { readManifests } from '../../src/manifest/read.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'

export function catalogOf(text: string, name = 'crd.yaml'): CRD[] {
  return readManifests({ name, text }).flatMap((document) => readCRD(document) ?? [])
}

/** A CRD with nearly everything. */
export const widgets = catalogOf(readFileSync(new URL('widgets.yaml', import.meta.url), 'utf8'), 'widgets.yaml')

/** A CRD of a group with one version and this schema of spec. */
export function crdOf(spec: object, { plural = 'things', group = 'example.com', kind = 'Thing' } = {}): CRD {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind, shortNames: ['th'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  }
  return catalogOf(JSON.stringify(crd))[0]!
}
