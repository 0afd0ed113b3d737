import type { CodeDoc } from './code.ts'

/** About the text of a file, before anything is known of kinds. */
export const manifestCodes: readonly CodeDoc[] = [
  {
    code: 'CRD0001',
    title: 'The document cannot be read',
    source: 'manifest',
    text: 'kubectl could not read it either: it is no YAML or JSON as sigs.k8s.io/yaml understands them, or is too deep or too large to be meant. Other documents of the same file are read all the same.',
    bad: 'spec:\n\treplicas: 1 # a tab cannot indent',
    good: 'spec:\n  replicas: 1',
  },
  {
    code: 'CRD0002',
    title: 'A key occurs twice',
    source: 'manifest',
    text: 'kubectl keeps the last one and says nothing; the API server refuses the object when the text reaches it unchanged. One of the two is lost either way.',
    bad: 'spec:\n  replicas: 1\n  replicas: 2',
    good: 'spec:\n  replicas: 2',
  },
  {
    code: 'CRD0003',
    title: 'The document is no object',
    source: 'manifest',
    text: 'A manifest is a mapping with apiVersion and kind. A scalar or a list at the top usually means a missing key or a stray document separator.',
    bad: '- apiVersion: v1\n  kind: ConfigMap',
    good: 'apiVersion: v1\nkind: ConfigMap',
  },
  {
    code: 'CRD0004',
    title: 'No CRD is known for the kind',
    source: 'manifest',
    text: 'The resource can be judged only with its CustomResourceDefinition. It is looked for in the same input and in --crds.',
    bad: 'apiVersion: stable.example.com/v1\nkind: CronTab # no CRD for it',
    good: '# with --crds crontab-crd.yaml, which holds:\nkind: CustomResourceDefinition\nspec:\n  group: stable.example.com\n  names:\n    kind: CronTab',
  },
  {
    code: 'CRD0005',
    title: 'No Kubernetes resource',
    source: 'manifest',
    text: 'The document has no apiVersion or no kind, or they are no texts: it is something else, or one of the two was forgotten.',
    bad: 'kind: CronTab\nmetadata: {name: nightly}',
    good: 'apiVersion: stable.example.com/v1\nkind: CronTab\nmetadata: {name: nightly}',
  },
  {
    code: 'CRD0006',
    title: 'A kind that is built into Kubernetes',
    source: 'manifest',
    text: 'Kinds that Kubernetes serves itself are skipped, since no CRD defines them. With --strict-kinds they are refused instead: for folders that are to hold custom resources only.',
    bad: 'apiVersion: apps/v1 # with --strict-kinds\nkind: Deployment',
    good: 'apiVersion: stable.example.com/v1\nkind: CronTab',
  },
  {
    code: 'CRD0007',
    title: 'Kubernetes has no such kind',
    source: 'manifest',
    text: 'The group is one that Kubernetes serves itself, or there is none, and there it has no such kind in this version: it is misspelled, the version is gone, or the group of a custom resource is missing. What is known are the kinds of the newest Kubernetes; with an older --kube-version, alpha and beta versions are not looked at.',
    bad: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget',
    good: 'apiVersion: policy/v1\nkind: PodDisruptionBudget',
  },
]
