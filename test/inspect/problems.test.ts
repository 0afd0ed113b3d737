import { expect, test } from '@jest/globals'
import { readAPIService } from '../../src/inspect/api-service.ts'
import { readCRDFacts } from '../../src/inspect/crd-facts.ts'
import type { ClusterFacts } from '../../src/inspect/facts.ts'
import { inspect } from '../../src/inspect/inspect.ts'
import { summary } from '../../src/inspect/render-table.ts'
import { shellWord } from '../../src/inspect/shell-word.ts'

type Data = Record<string, unknown>

const now = Date.parse('2026-01-02T00:00:00Z')
const established = { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: '' }
const names = { plural: 'carts', singular: 'cart', kind: 'Cart', listKind: 'CartList', shortNames: [] }

function crd({ spec = {}, status = {}, metadata = {} }: { spec?: Data; status?: Data; metadata?: Data } = {}): Data {
  return {
    metadata: { name: 'carts.shop.example.com', creationTimestamp: '2026-01-01T00:00:00Z', ...metadata },
    spec: { group: 'shop.example.com', scope: 'Namespaced', names, versions: [version('v1')], ...spec },
    status: { acceptedNames: names, storedVersions: ['v1'], conditions: [established], ...status },
  }
}

function version(name: string, more: Data = {}): Data {
  return { name, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } }, ...more }
}

function facts(objects: readonly Data[], more: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    now,
    crds: objects.map(readCRDFacts),
    apiServices: { value: [] },
    served: { value: [] },
    services: new Map(),
    looks: new Map(),
    certificates: new Map(),
    ...more,
  }
}

const webhook = (caBundle = '') => ({
  strategy: 'Webhook',
  webhook: { clientConfig: { service: { namespace: 'shop', name: 'hook' }, caBundle } },
})
const service = { type: 'ClusterIP', ports: [443], selector: 'app=hook' }
const day = 86_400_000

test.each<
  [what: string, object: Data, more: Partial<ClusterFacts>, found: [code: string, severity: string, what: string][]]
>([
  ['all is well', crd(), {}, []],
  ['it is new', crd({ status: { conditions: [] }, metadata: { creationTimestamp: '2026-01-01T23:59:50Z' } }), {}, []],
  [
    'it is not established',
    crd({ status: { conditions: [{ ...established, status: 'False', reason: 'Installing', message: 'wait' }] } }),
    {},
    [['CRD4013', 'error', 'not served: Installing: wait']],
  ],
  [
    'its schema is not structural',
    crd({
      status: { conditions: [established, { type: 'NonStructuralSchema', status: 'True', message: 'spec: none' }] },
    }),
    {},
    [['CRD4014', 'warning', 'its schema is not structural: spec: none']],
  ],
  [
    'its group is one of Kubernetes',
    crd({
      status: {
        conditions: [established, { type: 'KubernetesAPIApprovalPolicyConformant', status: 'False', message: 'no' }],
      },
    }),
    {},
    [['CRD4015', 'warning', 'group shop.example.com belongs to Kubernetes: no']],
  ],
  [
    'it keeps unknown fields',
    crd({ spec: { preserveUnknownFields: true } }),
    {},
    [['CRD4016', 'note', 'spec.preserveUnknownFields: what no schema knows is stored']],
  ],
  [
    'it is being deleted, and that just began',
    crd({ metadata: { deletionTimestamp: '2026-01-01T23:59:30Z' } }),
    {},
    [],
  ],
  [
    'it is being deleted, and the server says what hinders',
    crd({
      metadata: { deletionTimestamp: '2026-01-01T23:00:00Z' },
      status: {
        conditions: [
          established,
          { type: 'Terminating', status: 'True', reason: 'InstanceDeletionFailed', message: 'could not list' },
        ],
      },
    }),
    { looks: new Map([['carts.shop.example.com', { remaining: { why: 'the verb list on carts is missing' } }]]) },
    [
      [
        'CRD4004',
        'error',
        'being deleted for 60m: InstanceDeletionFailed: could not list (the verb list on carts is missing)',
      ],
    ],
  ],
  [
    'it is being deleted, and something else holds it',
    crd({
      metadata: {
        deletionTimestamp: '2026-01-01T23:59:59Z',
        finalizers: ['customresourcecleanup.apiextensions.k8s.io', 'foregroundDeletion'],
      },
    }),
    {},
    [['CRD4004', 'error', 'being deleted for 1s: held by its own finalizers foregroundDeletion']],
  ],
  [
    'an old version is served and not deprecated',
    crd({
      spec: { versions: [version('v1'), version('v0', { storage: false })] },
      status: { storedVersions: ['v0', 'v1'] },
    }),
    {},
    [['CRD4006', 'note', 'objects may be stored in v0 still, not in v1']],
  ],
  [
    'the server migrates',
    crd({
      spec: { versions: [version('v1'), version('v0', { storage: false, served: false })] },
      status: { storedVersions: ['v0', 'v1'], conditions: [established, { type: 'StorageMigrating', status: 'True' }] },
    }),
    {},
    [['CRD4007', 'note', 'objects are being rewritten from v0 to v1']],
  ],
  [
    'nothing runs behind the webhook',
    crd({ spec: { conversion: webhook() } }),
    {
      services: new Map([
        ['shop/hook', { service: { value: service }, ready: { value: 0 }, workloads: { value: [] } }],
      ]),
    },
    [['CRD4010', 'error', 'conversion webhook: nothing runs behind service shop/hook']],
  ],
  [
    'the service has another port',
    crd({ spec: { conversion: webhook() } }),
    {
      services: new Map([
        ['shop/hook', { service: { value: { ...service, ports: [80] } }, ready: undefined, workloads: undefined }],
      ]),
    },
    [['CRD4010', 'error', 'conversion webhook: service shop/hook has no port 443']],
  ],
  [
    'the service may not be seen',
    crd({ spec: { conversion: webhook() } }),
    { services: new Map([['shop/hook', { service: { why: 'no' }, ready: undefined, workloads: undefined }]]) },
    [],
  ],
  [
    'the CA is over soon',
    crd({ spec: { conversion: webhook('CA') } }),
    { certificates: new Map([['CA', { validFrom: now - day, validTo: now + 2.5 * day, subject: '' }]]) },
    [['CRD4011', 'warning', 'CA bundle of the conversion webhook expires in 2 days, on 2026-01-04']],
  ],
  [
    'the CA is none',
    crd({ spec: { conversion: webhook('CA') } }),
    { certificates: new Map([['CA', { validFrom: undefined, validTo: undefined, subject: '' }]]) },
    [['CRD4011', 'error', 'CA bundle of the conversion webhook holds no certificate']],
  ],
])('%s', (_what, object, more, expected) => {
  const { problems } = inspect(facts([object], more))
  expect(problems.map(({ code, severity, what }) => [code, severity, what])).toEqual(expected)
  for (const { next, why } of problems)
    expect([next, why]).toEqual([expect.stringMatching(/^kubectl /), expect.any(String)])
})

test('who may put a change back is named', () => {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'infra', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' }
  const object = crd({ spec: { preserveUnknownFields: true }, metadata: { labels } })
  expect(inspect(facts([object])).problems[0]!.why).toContain(' flux:flux/infra may undo that: change it there too.')
})

test('errors come first, then warnings; notes move nothing', () => {
  const named = (name: string, status: Data, spec: Data = {}) => crd({ metadata: { name }, status, spec })
  const down = { conditions: [{ ...established, status: 'False' }] }
  const odd = { conditions: [established, { type: 'NonStructuralSchema', status: 'True' }] }
  const objects = [named('a', {}), named('b', {}, { preserveUnknownFields: true }), named('c', odd), named('d', down)]
  const inspection = inspect(facts(objects))
  expect(inspection.crds.map((each) => each.facts.name)).toEqual(['d', 'c', 'a', 'b'])
  expect(summary(inspection)).toBe('4 CRDs: 1 error, 1 warning, 1 note')
})

test('an API is not judged by its condition alone', () => {
  const spec = { group: 'x.example.com', version: 'v1', service: { namespace: 'a', name: 'b' } }
  const status = { conditions: [{ type: 'Available', status: 'True', reason: 'Passed', message: '' }] }
  const api = {
    ...readAPIService({ metadata: { name: 'v1.x.example.com' }, spec, status }),
    answer: { value: 'timeout' },
  }
  const { problems } = inspect(facts([], { apiServices: { value: [api] } }))
  expect(problems.map(({ code, what }) => [code, what])).toEqual([['CRD4020', 'does not answer: timeout']])
})

test.each([
  ['a', 'a'],
  ['a/b.c', 'a/b.c'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", `'it'\\''s'`],
  ['$(rm -rf /)', "'$(rm -rf /)'"],
  ['a\nb', "'a\nb'"],
])('%j is one word of a shell', (text, word) => {
  expect(shellWord(text)).toBe(word)
})
