import { marshal } from '../../model/go/json.ts'
import { quote } from '../../model/go/quote.ts'
import { compareText } from '../../model/go/utf8.ts'
import { isQualifiedName } from '../../model/names.ts'
import { type Dict, isList, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { cause, child, forbidden, invalid, type MetadataPlace } from './place.ts'

const orphan = 'orphan'
const foreground = 'foregroundDeletion'

/** Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateFinalizers. */
export function checkFinalizers(finalizers: Value | undefined, place: MetadataPlace): Cause[] {
  const list = names(finalizers)
  const causes = list.flatMap((name, i) =>
    isQualifiedName(name).map((text) => invalid(child(place, 'finalizers', i), name, text)),
  )
  if (list.includes(orphan) && list.includes(foreground)) {
    const text = `Invalid value: ${marshal(list)}: finalizer ${orphan} and ${foreground} cannot be both set`
    causes.push(cause(child(place, 'finalizers'), 'FieldValueInvalid', text))
  }
  return causes
}

/** An object that is being deleted gets no new finalizers. Upstream: ValidateNoNewFinalizers. */
export function checkNoNewFinalizers(now: Value | undefined, before: Value | undefined, place: MetadataPlace): Cause[] {
  const known = new Set(names(before))
  const added = [...new Set(names(now))].filter((name) => !known.has(name)).sort(compareText)
  if (added.length === 0) return []
  const text = `[]string{${added.map(quote).join(', ')}}`
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${text}`
  return [forbidden(child(place, 'finalizers'), detail)]
}

const standard = new Set([orphan, foreground, 'kubernetes'])

/**
 * The response warnings about finalizers, those that are new only; sorted by name.
 * Upstream: apiextensions-apiserver/pkg/registry/customresource/validator.go validateKubeFinalizerName.
 * @param old metadata of the old object; undefined on create
 */
export function finalizerWarnings(metadata: Dict, old: Dict | undefined, place: MetadataPlace): Cause[] {
  const known = new Set(names(old?.finalizers))
  const list = names(metadata.finalizers)
  const added = [...new Set(list)].filter((name) => !known.has(name)).sort(compareText)
  return added.flatMap((name) => {
    const at = child(place, 'finalizers', list.indexOf(name))
    const texts = isQualifiedName(name)
    if (!name.includes('/') && !standard.has(name)) {
      const form = name.includes('.') ? ' including a path (/)' : ''
      texts.push(
        `prefer a domain-qualified finalizer name${form} to avoid accidental conflicts with other finalizer writers`,
      )
    }
    return texts.map((text) => cause(at, 'FieldValueInvalid', `${place.field}.finalizers: ${quote(name)}: ${text}`))
  })
}

function names(list: Value | undefined): string[] {
  return isList(list) ? list.filter((item) => typeof item === 'string') : []
}
