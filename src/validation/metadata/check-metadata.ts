import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isPathSegmentName,
  isPathSegmentPrefix,
  maskTrailingDash,
} from '../../model/names.ts'
import { type Dict, isInt, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { checkFinalizers } from './finalizers.ts'
import { checkAnnotations, checkLabels } from './labels.ts'
import { checkManagedFields } from './managed-fields.ts'
import { checkOwnerReferences } from './owner-references.ts'
import { child, forbidden, invalid, type MetadataPlace, required } from './place.ts'

export interface MetadataRules {
  /** Must it have a namespace, or must it have none? */
  namespaced: boolean
  /** `subdomain` when a resource is created; `pathSegment` for updates and embedded resources. */
  names: 'subdomain' | 'pathSegment'
}

/**
 * Validates metadata that was decoded (see decodeMetadata) and whose name was generated, if it had to be.
 * Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMetaAccessor. Causes of labels and annotations
 * come in the order of the document, where the server's order is random.
 */
export function checkMetadata(metadata: Dict, place: MetadataPlace, rules: MetadataRules): Cause[] {
  const name = text(metadata.name)
  const generateName = text(metadata.generateName)
  const namespace = text(metadata.namespace)
  const [rule, prefixRule] =
    rules.names === 'subdomain'
      ? [isDNS1123Subdomain, (prefix: string) => isDNS1123Subdomain(maskTrailingDash(prefix))]
      : [isPathSegmentName, isPathSegmentPrefix]
  const causes: Cause[] = []
  if (generateName !== '') {
    for (const sentence of prefixRule(generateName)) {
      causes.push(invalid(child(place, 'generateName'), generateName, sentence))
    }
  }
  if (name === '') causes.push(required(child(place, 'name'), 'name or generateName is required'))
  else for (const sentence of rule(name)) causes.push(invalid(child(place, 'name'), name, sentence))

  const at = child(place, 'namespace')
  if (!rules.namespaced) {
    if (namespace !== '') causes.push(forbidden(at, 'not allowed on this type'))
  } else if (namespace === '') causes.push(required(at, ''))
  else for (const sentence of isDNS1123Label(namespace)) causes.push(invalid(at, namespace, sentence))

  const { generation } = metadata
  if (isInt(generation) && generation < 0) {
    causes.push(invalid(child(place, 'generation'), generation, 'must be greater than or equal to 0'))
  }
  return [
    ...causes,
    ...checkLabels(metadata.labels, place),
    ...checkAnnotations(metadata.annotations, place),
    ...checkOwnerReferences(metadata.ownerReferences, place),
    ...checkFinalizers(metadata.finalizers, place),
    ...checkManagedFields(metadata.managedFields, place),
  ]
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}
