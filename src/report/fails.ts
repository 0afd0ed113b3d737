import type { Result } from '../model/result.ts'

/** Does a result make the run fail? */
export type Fails = (result: Result) => boolean
