import type { Place } from '../place.ts'

/** What a schema's ancestors mean for it. Upstream: validation.go specStandardValidatorV3. */
export interface Surroundings {
  /** Why a default is not allowed here, as the cause's text ends: `in top-level metadata`. */
  noDefaults: string | undefined
  /** Within metadata, apiVersion or kind of a resource. */
  insideMeta: boolean
  /** The outermost schema below which old and new values cannot be told to belong together. */
  uncorrelatable: Place | undefined
}

export const rootSurroundings: Surroundings = { noDefaults: undefined, insideMeta: false, uncorrelatable: undefined }

export function uncorrelatable(around: Surroundings, place: Place): Surroundings {
  return around.uncorrelatable ? around : { ...around, uncorrelatable: place }
}
