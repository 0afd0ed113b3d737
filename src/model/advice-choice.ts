/** Which advice about CRDs is wanted: a level, and codes beside it. What is switched on by its code is on. */
export interface AdviceChoice {
  /** `usual`: all but what is noise to most. */
  level: 'none' | 'usual' | 'all'
  on: ReadonlySet<string>
  off: ReadonlySet<string>
}

export const adviceLevels = ['none', 'usual', 'all'] as const

export const usualAdvice: AdviceChoice = { level: 'usual', on: new Set(), off: new Set() }
