import { definitionTarget } from './definition-target.ts'
import { expressionTarget } from './expression-target.ts'
import { resourceTarget } from './resource-target.ts'
import { sampleTarget } from './sample-target.ts'
import type { Target } from './target.ts'
import { textTarget } from './text-target.ts'

export const targets: readonly Target[] = [textTarget, definitionTarget, expressionTarget, resourceTarget, sampleTarget]
