import type { ToldChange } from '../../model/change.ts'

/** What a person should look at where a change is undecided. */
export function lookAt({ code, path, effect: { aspect } }: ToldChange): string {
  const objects = 'diff --against live, or --against FILES, tries those that exist'
  if (code === 'CRD2072') return 'what the conversion webhook makes of objects of each version'
  if (aspect === 'DEFAULT') return `whether objects that leave ${path || 'it'} out mean the same with the new default`
  if (code === 'CRD2019') return `whether your objects keep the rule: ${objects}`
  if (code === 'CRD2014') return `both patterns, and the values that you use: ${objects}`
  if (aspect === 'SERVE' || aspect === 'SSA') return 'both places, and who relies on them'
  return `objects that have ${path || 'such values'}: ${objects}`
}
