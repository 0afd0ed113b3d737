import { expect, test } from '@jest/globals'
import { ownerOf, ownerText } from '../../src/inspect/owner.ts'
import { Plain } from '../../src/model/plain.ts'

const crd = 'apiextensions.k8s.io/CustomResourceDefinition'

test.each<[text: string, metadata: object]>([
  ['', {}],
  ['', { labels: { app: 'x' }, annotations: null }],
  ['helm:tools/shop', annotated({ 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'tools' })],
  ['helm:shop', labelled({ 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'shop' })],
  ['helm:shop-1.2.3', labelled({ 'helm.sh/chart': 'shop-1.2.3' })],
  ['olm:operators/etcd', labelled({ 'operators.coreos.com/etcd.operators': '' })],
  ['olm', labelled({ 'olm.managed': 'true' })],
  ['argocd:shop', annotated({ 'argocd.argoproj.io/tracking-id': `shop:${crd}:x/carts.example.com` })],
  ['flux:flux-system/infra', labelled(flux('kustomize'))],
  ['flux:flux-system/infra', labelled(flux('helm'))],
  ['kapp:shop', labelled({ 'kapp.k14s.io/app': 'shop' })],
  ['ProviderRevision/aws', { ownerReferences: [{ kind: 'ProviderRevision', name: 'aws', uid: 'u' }] }],
  ['someone', labelled({ 'app.kubernetes.io/managed-by': 'someone' })],
  // What puts it back counts, not what it was rendered with.
  [
    'argocd:shop',
    {
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'argocd.argoproj.io/tracking-id': `shop:${crd}:x/carts` },
    },
  ],
])('%s', (text, metadata) => {
  expect(ownerText(ownerOf(new Plain(metadata)))).toBe(text)
})

function labelled(labels: object): object {
  return { labels }
}

function annotated(annotations: object): object {
  return { annotations }
}

function flux(kind: string): object {
  return { [`${kind}.toolkit.fluxcd.io/name`]: 'infra', [`${kind}.toolkit.fluxcd.io/namespace`]: 'flux-system' }
}
