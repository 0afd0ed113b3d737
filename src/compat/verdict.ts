import type { Aspect, Change, ComparedPair, Effect, ToldChange, UpgradeVerdict } from '../model/change.ts'

/** author: whoever may write any object. admin: whoever has objects that exist. client: whoever reads them too. */
export type Perspective = 'author' | 'admin' | 'client'

/** What a repository thinks of changes: by code, how bad they are; and which are let pass. */
export interface Policy {
  severity: ReadonlyMap<string, 'error' | 'warning' | 'ignore'>
  /** The reason to let it pass; undefined when there is none. */
  waive(change: Change, pair: ComparedPair): string | undefined
}

export const noPolicy: Policy = { severity: new Map(), waive: () => undefined }

const always: readonly Aspect[] = ['WRITE', 'DATA', 'SSA', 'SERVE']

/** The changes as they are told to somebody, those that are ignored left out, the worst first. */
export function tell(pair: ComparedPair, perspective: Perspective, policy: Policy): ToldChange[] {
  const told = pair.changes.flatMap((change): ToldChange[] => {
    const severity = policy.severity.get(change.code)
    if (severity === 'ignore') return []
    const countsFor = ({ aspect }: Effect) =>
      severity === 'error' || (severity !== 'warning' && (perspective === 'client' || always.includes(aspect)))
    const effect = worst(change.effects, countsFor)
    return [{ ...change, effect, counts: countsFor(effect), waived: policy.waive(change, pair) }]
  })
  return told
    .map((change, i) => ({ change, i }))
    .sort((a, b) => rank(a.change) - rank(b.change) || a.i - b.i)
    .map(({ change }) => change)
}

/** The worst of what counts and is not waived. */
export function verdictOf(changes: readonly ToldChange[]): UpgradeVerdict {
  const outcomes = changes
    .filter(({ counts, waived }) => counts && waived === undefined)
    .map(({ effect }) => effect.outcome)
  return worstVerdict(outcomes.map((outcome) => (outcome === 'information' ? 'compatible' : outcome)))
}

export function worstVerdict(verdicts: readonly UpgradeVerdict[]): UpgradeVerdict {
  return (['breaking', 'undecided'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'compatible'
}

const order = ['breaking', 'undecided', 'compatible', 'information']

/** What counts and breaks, then what only breaks; then the rest. */
function worst(effects: readonly Effect[], countsFor: (effect: Effect) => boolean): Effect {
  const weight = (effect: Effect) =>
    2 * order.indexOf(effect.outcome) + (countsFor(effect) ? 0 : isBad(effect) ? 1.5 : 0.5)
  return effects.reduce((bad, each) => (weight(each) < weight(bad) ? each : bad))
}

function isBad({ outcome }: Effect): boolean {
  return outcome === 'breaking' || outcome === 'undecided'
}

function rank({ effect, counts, waived }: ToldChange): number {
  return order.indexOf(effect.outcome) * 4 + (counts ? 0 : 1) + (waived === undefined ? 0 : 2)
}
