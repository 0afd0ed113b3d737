import { age } from '../model/age.ts'
import { conditionOf } from './condition.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { Judged } from './inspect.ts'

/** `v1*,v1beta1,(v1alpha1)`: objects are stored in the one with a star; those in parentheses are not served. */
export function versionsText({ versions }: CRDFacts): string {
  return versions
    .map(({ name, served, storage }) => {
      const marked = storage ? `${name}*` : name
      return served ? marked : `(${marked})`
    })
    .join(',')
}

/** One word for the state of a CRD: that of its worst problem, and how many there are beside it. */
export function statusText({ facts, problems, unsure }: Judged<CRDFacts>): string {
  if (facts.hidden !== undefined) return '?'
  const [worst, ...more] = problems.filter(({ severity }) => severity !== 'note')
  if (worst) return more.length > 0 ? `${worst.label}+${more.length}` : worst.label
  if (facts.deleted !== undefined) return 'Terminating'
  if (unsure) return '?'
  return conditionOf(facts.conditions, 'Established')?.status === 'True' ? 'Ok' : 'Installing'
}

/** `4d6h`; `?` when it is not known. */
export function ageText(created: number, now: number): string {
  return Number.isNaN(created) ? '?' : age((now - created) / 1000)
}
