import { JsonError, JsonReader } from '../../manifest/json.ts'
import { maxDepth } from '../../manifest/read.ts'
import { type Dict, isDict, newDict, type Value } from '../../model/value.ts'
import { lastApplied } from './server-set.ts'

/** What the file said when it was applied last; undefined when it never was, or nobody knows. */
export function lastAppliedOf(live: Dict): Dict | undefined {
  const annotations = isDict(live.metadata) ? live.metadata.annotations : undefined
  const text = isDict(annotations) ? annotations[lastApplied] : undefined
  if (typeof text !== 'string') return undefined
  try {
    const root = new JsonReader(text, 0, { raw: true, maxDepth }).next()?.root
    return isDict(root) ? root : undefined
  } catch (error) {
    if (error instanceof JsonError) return undefined
    throw error
  }
}

/**
 * The merge patch of `kubectl apply`: all that the file says, and null for what it said last time and says no more.
 * Upstream: apimachinery v0.36.3, pkg/util/jsonmergepatch, which leaves out what is so already.
 * @param last as {@link lastAppliedOf} has it
 */
export function applyPatch(last: Dict | undefined, wanted: Dict): Dict {
  const patch = newDict()
  for (const [key, value] of Object.entries(wanted)) {
    const before = last?.[key]
    if (isDict(value)) patch[key] = applyPatch(isDict(before) ? before : undefined, value)
    else if (value !== null && value !== undefined) patch[key] = value
  }
  for (const key of Object.keys(last ?? {})) if (wanted[key] === undefined) patch[key] = null
  return patch
}

/** RFC 7386: null removes, objects are merged, all else is replaced. Neither is changed. */
export function mergePatch(value: Value | undefined, patch: Dict): Dict {
  const out = Object.assign(newDict(), isDict(value) ? value : undefined)
  for (const [key, change] of Object.entries(patch)) {
    if (change === null || change === undefined) delete out[key]
    else out[key] = isDict(change) ? mergePatch(out[key], change) : change
  }
  return out
}
