import type { ServerVersion } from '../../model/server-version.ts'

/** Names without dashes, which count for nothing. Upstream: kube-openapi/pkg/validation/strfmt/default.go and others. */
const always = [
  'bsonobjectid',
  'byte',
  'cidr',
  'creditcard',
  'date',
  'datetime',
  'duration',
  'email',
  'hexcolor',
  'hostname',
  'ipv4',
  'ipv6',
  'isbn',
  'isbn10',
  'isbn13',
  'mac',
  'password',
  'rgbcolor',
  'ssn',
  'uri',
  'uuid',
  'uuid3',
  'uuid4',
  'uuid5',
] as const

/** Known from 1.34; a server judges new schemas by the minor version before its own, and so enforces them from 1.35. */
const since134 = ['k8slongname', 'k8sshortname'] as const

export type EnforcedFormat = (typeof always)[number] | (typeof since134)[number]

const newest: readonly EnforcedFormat[] = [...always, ...since134].sort()

/** The string formats enforced at a version, dashless names, sorted. */
export function enforcedFormats(version: ServerVersion): readonly EnforcedFormat[] {
  return version.minor - 1 >= 34 ? newest : always
}

/**
 * The plain name of a string format that the API server enforces on custom resources.
 * Upstream: apiextensions-apiserver/pkg/apiserver/validation/formats.go.
 *
 * @param name as in the schema; dashes do not count (`date-time` is `datetime`)
 * @param version the server's; by default it judges at its minimum compatibility version, one minor before
 * @returns undefined when the server does not know the format and drops it
 */
export function enforcedFormat(name: string, version: ServerVersion): EnforcedFormat | undefined {
  const plain = name.replaceAll('-', '')
  return enforcedFormats(version).find((known) => known === plain)
}
