import type { CRD, CRDVersion } from '../schema/crd.ts'
import { compareKubeVersions } from '../schema/kube-version.ts'
import type { Cause } from './cause.ts'

/**
 * The response warning that every request to a deprecated version gets.
 * Upstream: apiextensions-apiserver/pkg/apiserver/customresource_handler.go defaultDeprecationWarning.
 */
export function deprecationWarning(crd: CRD, version: CRDVersion): Cause | undefined {
  if (!version.deprecated) return undefined
  return {
    code: 'CRD0127',
    path: ['apiVersion'],
    field: 'apiVersion',
    reason: 'FieldValueInvalid',
    message: version.deprecationWarning ?? defaultText(crd, version),
    rule: [...version.path, 'deprecated'],
  }
}

function defaultText(crd: CRD, version: CRDVersion): string {
  const { group, names } = crd
  const better = crd.versions
    .filter((v) => v.served && !v.deprecated && compareKubeVersions(version.name, v.name) < 0)
    .sort((a, b) => compareKubeVersions(b.name, a.name))[0]
  const text = `${group}/${version.name} ${names.kind} is deprecated`
  return better ? `${text}; use ${group}/${better.name} ${names.kind}` : text
}
