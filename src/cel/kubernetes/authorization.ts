import { type Library, member, noSuchOverload, type Overload } from './overload.ts'

/** Rules have no authorizer, so no receiver is ever right. */
const call: Overload['call'] = (values, [receiver]) => noSuchOverload(values, receiver!)

const type = (name: string) => `kubernetes.authorization.${name}`
const [authorizer, path, group, resource, decision] = [
  'Authorizer',
  'PathCheck',
  'GroupCheck',
  'ResourceCheck',
  'Decision',
].map(type) as [string, string, string, string, string]
const s = 'string'

/** Known to the compiler, and of no use in a CRD. Upstream: apiserver/pkg/cel/library/authz.go. */
export const authorization: Library = {
  name: 'kubernetes.authz',
  since: 27,
  overloads: [
    member('path', 'authorizer_path', [authorizer, s], path, call),
    member('group', 'authorizer_group', [authorizer, s], group, call),
    member('serviceAccount', 'authorizer_serviceaccount', [authorizer, s, s], authorizer, call),
    member('resource', 'groupcheck_resource', [group, s], resource, call),
    member('subresource', 'resourcecheck_subresource', [resource, s], resource, call),
    member('namespace', 'resourcecheck_namespace', [resource, s], resource, call),
    member('name', 'resourcecheck_name', [resource, s], resource, call),
    member('check', 'pathcheck_check', [path, s], decision, call),
    member('check', 'resourcecheck_check', [resource, s], decision, call),
    member('errored', 'decision_errored', [decision], 'bool', call),
    member('error', 'decision_error', [decision], s, call),
    member('allowed', 'decision_allowed', [decision], 'bool', call),
    member('reason', 'decision_reason', [decision], s, call),
  ],
}

export const authorizationSelectors: Library = {
  name: 'kubernetes.authzSelectors',
  since: 31,
  overloads: [
    member('fieldSelector', 'authorizer_fieldselector', [resource, s], resource, call),
    member('labelSelector', 'authorizer_labelselector', [resource, s], resource, call),
  ],
}
