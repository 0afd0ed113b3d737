import { isDate } from '../../../model/go/time.ts'
import { parseRequestURI } from '../../../model/go/url.ts'
import {
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isLabelValue,
  isQualifiedName,
  maskTrailingDash,
  type NameRule,
} from '../../../model/names.ts'
import { isByte, isDateTime, isUUID } from '../../../model/text-formats.ts'

/** A format of the CEL library: `format.uuid()`. */
export interface NamedFormat {
  name: string
  /** What is wrong with a text; empty when nothing is. */
  validate: NameRule
  /** Length of its regular expression, or of one that would do its work: what running it costs. */
  regexSize: number
}

const prefix = (rule: NameRule): NameRule => {
  return (name) => rule(maskTrailingDash(name))
}
const plain = (check: (text: string) => boolean, error: string): NameRule => {
  return (text) => (check(text) ? [] : [error])
}
const uri: NameRule = (text) => {
  const parsed = parseRequestURI(text)
  return typeof parsed === 'string' ? [parsed] : []
}

/** By the name that `format.named` takes. Upstream: apiserver/pkg/cel/library/format.go ConstantFormats. */
export const namedFormats: ReadonlyMap<string, NamedFormat> = new Map([
  ['dns1123Label', { name: 'DNS1123Label', validate: isDNS1123Label, regexSize: 30 }],
  ['dns1123Subdomain', { name: 'DNS1123Subdomain', validate: isDNS1123Subdomain, regexSize: 60 }],
  ['dns1035Label', { name: 'DNS1035Label', validate: isDNS1035Label, regexSize: 30 }],
  ['qualifiedName', { name: 'QualifiedName', validate: isQualifiedName, regexSize: 60 }],
  ['dns1123LabelPrefix', { name: 'DNS1123LabelPrefix', validate: prefix(isDNS1123Label), regexSize: 30 }],
  ['dns1123SubdomainPrefix', { name: 'DNS1123SubdomainPrefix', validate: prefix(isDNS1123Subdomain), regexSize: 60 }],
  ['dns1035LabelPrefix', { name: 'DNS1035LabelPrefix', validate: prefix(isDNS1035Label), regexSize: 30 }],
  ['labelValue', { name: 'LabelValue', validate: isLabelValue, regexSize: 40 }],
  ['uri', { name: 'URI', validate: uri, regexSize: 1103 }],
  ['uuid', { name: 'uuid', validate: plain(isUUID, 'does not match the UUID format'), regexSize: 70 }],
  ['byte', { name: 'byte', validate: plain(isByte, 'invalid base64'), regexSize: 84 }],
  ['date', { name: 'date', validate: plain(isDate, 'invalid date'), regexSize: 71 }],
  ['datetime', { name: 'datetime', validate: plain(isDateTime, 'invalid datetime'), regexSize: 71 }],
])
