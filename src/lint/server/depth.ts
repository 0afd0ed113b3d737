import type { Finding } from '../../model/finding.ts'
import { isDict, isList, type Value } from '../../model/value.ts'

/** Deeper ones are not judged: schemas of people nest a few dozen levels. */
const maxDepth = 1000

/** Does the document nest deeper than can be judged? Not recursive. */
export function isTooDeep(root: Value | undefined): boolean {
  let level: Value[] = root === undefined ? [] : [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true
    const next: Value[] = []
    for (const value of level) {
      const children = isList(value) ? value : isDict(value) ? Object.values(value) : []
      for (const child of children) if (typeof child === 'object' && child !== null) next.push(child)
    }
    level = next
  }
  return false
}

export const tooDeep: Finding = {
  code: 'CRD0219',
  source: 'lint',
  severity: 'error',
  path: [],
  field: '',
  reason: '',
  message: `the CustomResourceDefinition nests deeper than ${maxDepth} levels and was not checked`,
}
