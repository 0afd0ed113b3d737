import { isDate } from '../../model/go/time.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { isByte, isDateTime, isUUID } from '../../model/text-formats.ts'
import { isHexColor, isRgbColor } from './color.ts'
import { isDuration } from './duration.ts'
import { isEmail } from './email.ts'
import { type EnforcedFormat, enforcedFormat } from './enforced-formats.ts'
import { isHostname, isLongName, isShortName } from './hostname.ts'
import { isCIDR, isIPv4, isIPv6 } from './ip.ts'
import { isMAC } from './mac.ts'
import { isCreditCard, isISBN10, isISBN13, isSSN } from './numbers.ts'
import { isObjectId } from './object-id.ts'
import { isURI } from './uri.ts'
import { isUUID3, isUUID4, isUUID5 } from './uuid.ts'

/** Says whether a text has a format. Takes time linear in the text. */
export type FormatChecker = (text: string) => boolean

const checkers: Record<EnforcedFormat, FormatChecker> = {
  bsonobjectid: isObjectId,
  byte: isByte,
  cidr: isCIDR,
  creditcard: isCreditCard,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: isHexColor,
  hostname: isHostname,
  ipv4: isIPv4,
  ipv6: isIPv6,
  isbn: (text) => isISBN10(text) || isISBN13(text),
  isbn10: isISBN10,
  isbn13: isISBN13,
  k8slongname: isLongName,
  k8sshortname: isShortName,
  mac: isMAC,
  password: () => true,
  rgbcolor: isRgbColor,
  ssn: isSSN,
  uri: isURI,
  uuid: isUUID,
  uuid3: isUUID3,
  uuid4: isUUID4,
  uuid5: isUUID5,
}

/**
 * The check of a string format, as the API server enforces it on custom resources.
 *
 * @param name as in the schema
 * @param version the server's
 * @returns undefined when the server does not know the format and drops it
 */
export function formatChecker(name: string, version: ServerVersion): FormatChecker | undefined {
  const known = enforcedFormat(name, version)
  return known && checkers[known]
}
