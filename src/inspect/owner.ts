import type { Plain } from '../model/plain.ts'

/** Who put an object into the cluster, as far as its labels and annotations tell. */
export interface Owner {
  tool: 'helm' | 'olm' | 'argocd' | 'flux' | 'kapp' | 'fleet' | 'addon-manager' | 'owner' | 'label'
  /** What the tool knows it by: a release, an application, a kind and name of an owner. */
  name: string
  namespace: string
}

/** `helm:cert-manager/cert-manager`; '' for nobody. */
export function ownerText(owner: Owner | undefined): string {
  if (!owner) return ''
  const { tool, name, namespace } = owner
  const what = namespace === '' ? name : `${namespace}/${name}`
  if (tool === 'owner' || tool === 'label') return what
  return what === '' ? tool : `${tool}:${what}`
}

/** The owner that an object's metadata names; what manages all others (a tool of continuous delivery) comes first. */
export function ownerOf(metadata: Plain): Owner | undefined {
  const labels = new Map(metadata.at('labels').entries())
  const annotations = new Map(metadata.at('annotations').entries())
  for (const { tool, find } of marks) {
    const found = find(labels, annotations)
    if (found) return { tool, name: found.name, namespace: found.namespace ?? '' }
  }
  const [owner] = metadata.each('ownerReferences')
  if (owner) return { tool: 'owner', name: `${owner.text('kind')}/${owner.text('name')}`, namespace: '' }
  const by = labels.get('app.kubernetes.io/managed-by')
  return by ? { tool: 'label', name: by, namespace: '' } : undefined
}

type Texts = ReadonlyMap<string, string>
interface Mark {
  tool: Owner['tool']
  find(labels: Texts, annotations: Texts): { name: string; namespace?: string } | undefined
}

const marks: readonly Mark[] = [
  {
    tool: 'argocd',
    find: (labels, annotations) => {
      // `application:group/kind:namespace/name`
      const tracked = annotations.get('argocd.argoproj.io/tracking-id')?.split(':')[0]
      return named(tracked ?? labels.get('argocd.argoproj.io/instance'))
    },
  },
  {
    tool: 'flux',
    find: (labels) => {
      const kind = ['kustomize', 'helm'].find((each) => labels.has(`${each}.toolkit.fluxcd.io/name`))
      if (kind === undefined) return undefined
      const namespace = labels.get(`${kind}.toolkit.fluxcd.io/namespace`) ?? ''
      return { name: labels.get(`${kind}.toolkit.fluxcd.io/name`)!, namespace }
    },
  },
  {
    tool: 'olm',
    find: (labels) => {
      // `operators.coreos.com/NAME.NAMESPACE: ""`
      const component = [...labels.keys()].find((key) => key.startsWith('operators.coreos.com/'))
      if (component === undefined) return labels.get('olm.managed') === 'true' ? { name: '' } : undefined
      const whole = component.slice('operators.coreos.com/'.length)
      const dot = whole.lastIndexOf('.')
      return dot < 0 ? { name: whole } : { name: whole.slice(0, dot), namespace: whole.slice(dot + 1) }
    },
  },
  {
    tool: 'helm',
    find: (labels, annotations) => {
      const name = annotations.get('meta.helm.sh/release-name')
      if (name) return { name, namespace: annotations.get('meta.helm.sh/release-namespace') ?? '' }
      const chart = labels.get('helm.sh/chart') ?? labels.get('chart')
      const isHelms = /^helm$/i.test(labels.get('app.kubernetes.io/managed-by') ?? labels.get('heritage') ?? '')
      return chart || isHelms ? { name: labels.get('app.kubernetes.io/instance') || chart || '' } : undefined
    },
  },
  { tool: 'kapp', find: (labels) => named(labels.get('kapp.k14s.io/app')) },
  { tool: 'fleet', find: (_, annotations) => named(annotations.get('objectset.rio.cattle.io/id')) },
  {
    tool: 'addon-manager',
    find: (labels) => (labels.has('addonmanager.kubernetes.io/mode') ? { name: '' } : undefined),
  },
]

function named(name: string | undefined): { name: string } | undefined {
  return name ? { name } : undefined
}
