import { type Causes, named, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import type { Subresources } from '../types.ts'
import { checkSimplePath } from './json-path.ts'

const code = 'CRD0212'

/** Upstream: validation.go ValidateCustomResourceDefinitionSubresources. */
export function checkSubresources(subresources: Subresources | undefined, place: Place, causes: Causes): void {
  const scale = subresources?.scale
  if (!scale) return
  checkReplicas(scale.specReplicasPath, '.spec', place.child('scale.specReplicasPath'), causes)
  checkReplicas(scale.statusReplicasPath, '.status', place.child('scale.statusReplicasPath'), causes)
  const selector = scale.labelSelectorPath
  if (selector === undefined || selector === '') return
  const at = place.child('scale.labelSelectorPath')
  if (!checkSimplePath(code, selector, at, causes)) return
  if (!selector.startsWith('.spec.') && !selector.startsWith('.status.')) {
    causes.invalid(code, at, named(selector), 'should be a json path under either .spec or .status')
  }
}

function checkReplicas(path: string, root: '.spec' | '.status', place: Place, causes: Causes): void {
  if (path === '') causes.required(code, place)
  else if (checkSimplePath(code, path, place, causes) && !path.startsWith(`${root}.`)) {
    causes.invalid(code, place, plain(path), `should be a json path under ${root}`)
  }
}
