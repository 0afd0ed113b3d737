import type { Dict } from '../model/value.ts'
import { blocksRules, type Cause } from './cause.ts'
import { check } from './check.ts'
import { Correlation } from './correlate.ts'
import { checkEmbedded } from './embedded.ts'
import { MapPlace, Place, SchemaErrors } from './errors.ts'
import { hasRules } from './has-below.ts'
import { checkListTypes } from './list-type.ts'
import { checkRules } from './rules.ts'
import { checkScale } from './scale.ts'
import type { ServedVersion } from './served-version.ts'

/** The object as it is now, and which endpoint is written. */
export interface Update {
  old: Dict
  /** `status`: only the status is judged by its schema, and only status replicas for scale. */
  subresource: '' | 'status'
}

/**
 * Judges a decoded object, its metadata aside: schema, scale, embedded resources, list types, rules; what stops what
 * is the server's order. Upstream: apiextensions-apiserver/pkg/registry/customresource/{strategy,status_strategy}.go.
 *
 * @param metadata the causes found in the metadata: they may keep the rules from running
 */
export function judge(
  object: Dict,
  version: ServedVersion,
  metadata: readonly Cause[],
  update: Update | undefined,
): { causes: Cause[]; warnings: Cause[] } {
  const { root } = version
  const causes: Cause[] = [...metadata]
  const correlation = update && new Correlation(object, update.old, root, true)
  const scale = version.version.scale
  if (update?.subresource === 'status') {
    if (object.status !== undefined) causes.push(...checkStatus(object, version, update.old, correlation!))
    if (scale) causes.push(...checkScale(object, scale, 'status'))
  } else {
    const errors = new SchemaErrors()
    check(root, object, new Place(), errors, correlation)
    causes.push(...errors.list)
    if (scale) causes.push(...checkScale(object, scale, 'all'))
    causes.push(...checkEmbedded(object, root))
  }
  const lists = checkListTypes(object, root)
  if (lists.length > 0 && (!update || checkListTypes(update.old, root).length === 0)) causes.push(...lists)

  const schema = root.schema
  if (!hasRules(schema)) return { causes, warnings: [] }
  if (causes.some(blocksRules)) return { causes: [...causes, rulesSkipped], warnings: [] }
  const rules = checkRules(object, version, update?.old, correlation)
  return { causes: [...causes, ...rules.causes], warnings: rules.warnings }
}

/** The status by itself: texts are relative to it, fields are not. */
function checkStatus(object: Dict, version: ServedVersion, old: Dict, whole: Correlation): Cause[] {
  const node = version.root.property('status')
  if (!node) return []
  const errors = new SchemaErrors()
  const status = object.status!
  const pair = whole.key('status') ?? new Correlation(status, old.status ?? null, node)
  check(node, status, node.additional ? new MapPlace('status') : new Place('status'), errors, pair)
  return errors.list
}

const rulesSkipped: Cause = {
  code: 'CRD0133',
  path: [],
  field: '<nil>',
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; ' +
    'correct the existing errors to complete validation',
  hint: 'the CEL rules run once the other errors are mended',
}
