import { parseRequestURI } from '../../../model/go/url.ts'
import { type Causes, plain } from '../causes.ts'
import { Place } from '../place.ts'
import type { Definition } from '../types.ts'

export const approvalAnnotation = 'api-approved.kubernetes.io'
const see = 'see https://github.com/kubernetes/enhancements/pull/1111'

/** Is the group one of the Kubernetes community's? Upstream: apihelpers IsProtectedCommunityGroup. */
export function isCommunityGroup(group: string): boolean {
  return ['k8s.io', 'kubernetes.io'].some((domain) => group === domain || group.endsWith(`.${domain}`))
}

/** Upstream: validation.go validateAPIApproval, apihelpers GetAPIApprovalState. */
export function checkApproval(crd: Definition, old: Definition | undefined, causes: Causes): void {
  if (!isCommunityGroup(crd.spec.group)) return
  const value = crd.metadata.annotations?.get(approvalAnnotation) ?? ''
  const state = approval(value)
  if (old && approval(old.metadata.annotations?.get(approvalAnnotation) ?? '') === state) return
  const place = Place.root('metadata').child('annotations').key(approvalAnnotation)
  const must = `protected groups must have approval annotation ${plain(approvalAnnotation)}`
  if (state === 'missing') causes.required('CRD0215', place, `${must}, ${see}`)
  else if (state === 'invalid') {
    const detail = `${must} with either a URL or a reason starting with "unapproved", ${see}`
    causes.invalid('CRD0215', place, plain(value), detail)
  }
}

function approval(value: string): 'missing' | 'bypassed' | 'approved' | 'invalid' {
  if (value === '') return 'missing'
  if (value.startsWith('unapproved')) return 'bypassed'
  const url = parseRequestURI(value)
  return typeof url === 'object' && url.host !== '' && url.scheme !== '' ? 'approved' : 'invalid'
}
