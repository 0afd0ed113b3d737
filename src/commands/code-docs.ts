import { adviceDocs } from '../lint/advice/docs.ts'
import type { CodeDoc } from '../model/codes/code.ts'
import { codes } from '../model/codes/index.ts'

/** What stands behind every code that a finding can have. */
export const codeDocs: readonly CodeDoc[] = [...codes, ...adviceDocs].sort((a, b) => (a.code < b.code ? -1 : 1))

/** The documentation of a code, in any case. */
export function codeDoc(code: string): CodeDoc | undefined {
  return codeDocs.find((doc) => doc.code === code.toUpperCase())
}
