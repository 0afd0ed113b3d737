/** CRDs that share names, short names and beginnings of groups, with each other and with what Kubernetes has. */
export const clashing = [
  definition('stable.example.com', 'crontabs', 'CronTab', {
    shortNames: ['ct'],
    versions: ['v1', 'v1beta1'],
    categories: ['tabs'],
  }),
  definition('aaa.example.com', 'crontabs', 'CronTab', { shortNames: ['ct', 'actab'], versions: ['v1alpha1'] }),
  definition('other.example.com', 'crontools', 'CronTool', { shortNames: ['ct', 'tool'], categories: ['tabs'] }),
  definition('fake.example.com', 'pods', 'Pod', { shortNames: ['po', 'fakepo'] }),
  definition('apps.example.com', 'deployments', 'Deployment', {}),
  definition('wide.example.com', 'widgets', 'Thingy', { singular: 'gadget', versions: ['v2', 'v1', 'v1alpha1'] }),
  definition('net.example.com', 'zones', 'Zone', { shortNames: ['z'], scope: 'Cluster' }),
  definition('abc.example.com', 'z', 'Z', { singular: 'zsingle' }),
  definition('spec.example.com', 'specials', 'Special', { shortNames: ['spc'] }),
  definition('zzz.example.com', 'specials', 'Special', { shortNames: ['spz'] }),
]

interface Options {
  singular?: string
  shortNames?: string[]
  categories?: string[]
  versions?: string[]
  scope?: 'Namespaced' | 'Cluster'
}

function definition(group: string, plural: string, kind: string, options: Options) {
  const { singular = kind.toLowerCase(), shortNames, categories, versions = ['v1'], scope = 'Namespaced' } = options
  const field = { type: 'object', properties: { text: { type: 'string' } } }
  const schema = { type: 'object', properties: { spec: field, stable: field, v1: field } }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { plural, singular, kind, ...(shortNames && { shortNames }), ...(categories && { categories }) },
      versions: versions.map((name, i) => ({
        name,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema: schema },
      })),
    },
  }
}
