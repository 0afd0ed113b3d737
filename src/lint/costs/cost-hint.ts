import type { Bound } from './bound.ts'
import type { RuleCost } from './rule-costs.ts'

const shown = 4

/** What to do about the cost of a rule, naming the fields; undefined when bounds do not help. */
export function costHint({ bounds, enough }: Pick<RuleCost, 'bounds' | 'enough'>): string | undefined {
  if (bounds.length === 0) return undefined
  const groups = Map.groupBy(bounds.slice(0, shown), doing)
  const steps = [...groups].map(([doing, of]) => `${doing} ${listed(of.map(named))}`)
  if (bounds.length > shown) steps.push(`bound ${bounds.length - shown} more`)
  const advice = steps.join(', ')
  if (enough === undefined) return advice
  return `${advice}; ${bounds.length > 1 ? `${enough} each` : enough} would do`
}

function doing({ keyword, declared }: Bound): string {
  return declared === undefined ? `add ${keyword} to` : `lower ${keyword} of`
}

function named({ field, declared }: Bound): string {
  return declared === undefined ? field : `${field} (${declared})`
}

function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('')
}
