import type { CodeDoc } from './code.ts'

function bundle(code: string, title: string, text: string, bad: string, good: string): CodeDoc {
  return { code, title, source: 'lint', text, bad, good }
}

/** About the ClusterServiceVersion of an OLM bundle, held against the CRDs of the bundle. */
export const bundleCodes: readonly CodeDoc[] = [
  bundle(
    'CRD0401',
    'The bundle owns a CRD that is not in it',
    'What spec.customresourcedefinitions.owned names has to be among the manifests of the bundle: OLM refuses to install it otherwise.',
    'owned:\n- kind: Foo\n  name: foos.example.com # no manifest of the bundle\n  version: v1',
    'kind: CustomResourceDefinition # manifests/foos.yaml\nmetadata:\n  name: foos.example.com',
  ),
  bundle(
    'CRD0402',
    'The CRD does not serve the version that the bundle owns',
    'An entry of spec.customresourcedefinitions.owned names a version, which the CRD of that name has to have and to serve.',
    'owned:\n- kind: Foo\n  name: foos.example.com\n  version: v1alpha1 # the CRD serves v1',
    'owned:\n- kind: Foo\n  name: foos.example.com\n  version: v1',
  ),
  bundle(
    'CRD0403',
    'A descriptor names a field that is not in the schema',
    'The path of a spec or status descriptor counts from spec or from status. The console shows nothing for a path that does not exist.',
    'specDescriptors:\n- displayName: Size\n  path: spec.size',
    'specDescriptors:\n- displayName: Size\n  path: size',
  ),
  bundle(
    'CRD0404',
    'The examples of the bundle cannot be read',
    'The annotation alm-examples holds a JSON list of resources. The console offers them to people who create one.',
    'alm-examples: |-\n  apiVersion: example.com/v1\n  kind: Foo',
    'alm-examples: |-\n  [{"apiVersion": "example.com/v1", "kind": "Foo", "metadata": {"name": "foo"}}]',
  ),
  bundle(
    'CRD0405',
    'The bundle shows no example of a kind that it owns',
    'The annotation alm-examples should hold a resource of each owned CRD: without one, the console offers an empty form.',
    "alm-examples: '[]'",
    'alm-examples: |-\n  [{"apiVersion": "example.com/v1", "kind": "Foo", "metadata": {"name": "foo"}}]',
  ),
]
