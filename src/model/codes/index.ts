import { bundleCodes } from './bundle.ts'
import { clusterCodes } from './cluster.ts'
import type { CodeDoc } from './code.ts'
import { definitionCodes } from './definition.ts'
import { manifestCodes } from './manifest.ts'
import { resourceCodes } from './resource.ts'
import { stateCodes } from './state.ts'
import { upgradeCodes } from './upgrade.ts'

/** All findings that have a code, but for advice about CRDs, which is documented with its rules. */
export const codes: readonly CodeDoc[] = [
  ...manifestCodes,
  ...resourceCodes,
  ...definitionCodes,
  ...bundleCodes,
  ...clusterCodes,
  ...upgradeCodes,
  ...stateCodes,
]
