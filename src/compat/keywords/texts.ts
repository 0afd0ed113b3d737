import { printableLine } from '../../model/printable.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import type { Site } from '../site.ts'
import { findTexts } from '../text/find-text.ts'
import { lengths, patternsOf, textsOf } from '../values/texts.ts'
import { compareLimit } from './ordered.ts'

/** minLength, maxLength, pattern; they speak of texts alone. */
export function compareTexts(old: Site, now: Site, walk: Walk): void {
  if (!kindsOf(old).has('string')) return
  const { min, max } = lengths(old)
  const patterns = patternsOf(old)
  compareLimit<number>(old, now, walk, {
    code: 'CRD2013',
    keyword: 'maxLength',
    of: (schema) => schema.maxLength,
    show: String,
    implied: (known, bound) => known.some((each) => each <= bound),
    candidates: (bound) => {
      const { texts, complete } = findTexts({ matches: patterns, misses: [], min: Math.max(min, bound + 1), max })
      return { values: () => textsOf(old, texts, { min: bound + 1 }), all: complete && texts.length === 0 }
    },
  })
  compareLimit<number>(old, now, walk, {
    code: 'CRD2013',
    keyword: 'minLength',
    of: (schema) => schema.minLength,
    show: String,
    implied: (known, bound) => bound <= 0 || known.some((each) => each >= bound),
    candidates: (bound) => {
      const { texts, complete } = findTexts({ matches: patterns, misses: [], min, max: Math.min(max, bound - 1) })
      return { values: () => textsOf(old, texts, { max: bound - 1 }), all: complete && texts.length === 0 }
    },
  })
  compareLimit<string>(old, now, walk, {
    code: 'CRD2014',
    keyword: 'pattern',
    of: (schema) => (schema.pattern === '' ? undefined : schema.pattern),
    show: (pattern) => printableLine(pattern),
    implied: (known, pattern, site) => {
      if (known.includes(pattern)) return true
      const { texts, complete } = findTexts({ matches: known, misses: [pattern], ...lengths(site) })
      return complete && texts.length === 0
    },
    candidates: (pattern) => {
      const { texts, complete } = findTexts({ matches: patterns, misses: [pattern], min, max })
      const doubt = complete ? undefined : 'the patterns are too large to be compared'
      return { values: () => textsOf(old, texts, {}), all: false, ...(doubt === undefined ? {} : { doubt }) }
    },
  })
}
