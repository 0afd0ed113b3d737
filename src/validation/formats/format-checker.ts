import { isDate } from '../../model/go/time.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { isByte, isDateTime, isUUID } from '../../model/text-formats.ts'
import { isHexColor, isRgbColor } from './color.ts'
import { isDuration } from './duration.ts'
import { isEmail } from './email.ts'
import { isHostname, isLongName, isShortName } from './hostname.ts'
import { isCIDR, isIPv4, isIPv6 } from './ip.ts'
import { isMAC } from './mac.ts'
import { isCreditCard, isISBN10, isISBN13, isSSN } from './numbers.ts'
import { isObjectId } from './object-id.ts'
import { isURI } from './uri.ts'
import { isUUID3, isUUID4, isUUID5 } from './uuid.ts'

/** Says whether a text has a format. Takes time linear in the text. */
export type FormatChecker = (text: string) => boolean

/** Names without dashes, which count for nothing. Upstream: kube-openapi/pkg/validation/strfmt/default.go and others. */
const checkers = new Map<string, FormatChecker>([
  ['bsonobjectid', isObjectId],
  ['byte', isByte],
  ['cidr', isCIDR],
  ['creditcard', isCreditCard],
  ['date', isDate],
  ['datetime', isDateTime],
  ['duration', isDuration],
  ['email', isEmail],
  ['hexcolor', isHexColor],
  ['hostname', isHostname],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['isbn', (text) => isISBN10(text) || isISBN13(text)],
  ['isbn10', isISBN10],
  ['isbn13', isISBN13],
  ['mac', isMAC],
  ['password', () => true],
  ['rgbcolor', isRgbColor],
  ['ssn', isSSN],
  ['uri', isURI],
  ['uuid', isUUID],
  ['uuid3', isUUID3],
  ['uuid4', isUUID4],
  ['uuid5', isUUID5],
])

/** Known from 1.34; a server judges new schemas by the minor version before its own, and so enforces them from 1.35. */
const since134 = new Map<string, FormatChecker>([
  ['k8sshortname', isShortName],
  ['k8slongname', isLongName],
])

/**
 * The check of a string format, as the API server enforces it on custom resources.
 * Upstream: apiextensions-apiserver/pkg/apiserver/validation/formats.go.
 *
 * @param name as in the schema; dashes do not count (`date-time` is `datetime`)
 * @param version the server's; by default it judges at its minimum compatibility version, one minor before
 * @returns undefined when the server does not know the format and drops it
 */
export function formatChecker(name: string, version: ServerVersion): FormatChecker | undefined {
  const plain = name.replaceAll('-', '')
  return checkers.get(plain) ?? (version.minor - 1 >= 34 ? since134.get(plain) : undefined)
}

/** The string formats enforced at a version, dashless names, sorted. For `explain`, hints and tests. */
export function enforcedFormats(version: ServerVersion): string[] {
  return [...checkers.keys(), ...since134.keys()].filter((name) => formatChecker(name, version)).sort()
}
