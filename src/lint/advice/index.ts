import type { AdviceRule } from './advice-rule.ts'
import { booleanField } from './boolean-field.ts'
import { conditionsListMap } from './conditions-list-map.ts'
import { contradictoryBounds } from './contradictory-bounds.ts'
import { droppedKeyword } from './dropped-keyword.ts'
import { floatField } from './float-field.ts'
import { impossibleBound } from './impossible-bound.ts'
import { missingListType } from './missing-list-type.ts'
import { missingStatusSubresource } from './missing-status-subresource.ts'
import { patternDialect } from './pattern-dialect.ts'
import { unboundedUnderRule } from './unbounded-under-rule.ts'
import { uncheckedDefault } from './unchecked-default.ts'
import { undeclaredRequired } from './undeclared-required.ts'

/** All advice beyond the API server's own rules, in the order of codes. */
export const adviceRules: readonly AdviceRule[] = [
  droppedKeyword,
  impossibleBound,
  contradictoryBounds,
  missingListType,
  missingStatusSubresource,
  conditionsListMap,
  booleanField,
  floatField,
  unboundedUnderRule,
  patternDialect,
  undeclaredRequired,
  uncheckedDefault,
]
