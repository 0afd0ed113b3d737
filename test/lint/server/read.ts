import { readManifests } from '../../../src/manifest/read.ts'
import type { Document } from '../../../src/model/document.ts'

/** The one document of a text. */
export function read(text: string): Document {
  return readManifests({ name: 'crd.yaml', text })[0]!
}

/** A CRD around the properties of spec, which are given indented by nothing. */
export function crdWith(properties: string, spec = ''): string {
  const indented = properties.trim().replace(/^/gm, ' '.repeat(16))
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: foos.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {plural: foos, kind: Foo}
${spec}  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${indented}
`
}
