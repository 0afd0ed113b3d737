import type { CodeDoc } from './code.ts'
import { definitionCodes } from './definition.ts'
import { manifestCodes } from './manifest.ts'
import { resourceCodes } from './resource.ts'

/** All findings that have a code. */
export const codes: readonly CodeDoc[] = [...manifestCodes, ...resourceCodes, ...definitionCodes]

/** The documentation of a code, in any case. */
export function codeDoc(code: string): CodeDoc | undefined {
  return codes.find((doc) => doc.code === code.toUpperCase())
}
