import type { CertificateFacts } from './facts.ts'

const day = 86_400_000
/** Days before its end in which a certificate should be renewed. */
const soon = 21

/** What is wrong with a bundle of certificates that somebody is trusted by. */
export interface CertificateTrouble {
  isOver: boolean
  what: string
}

/** @param now milliseconds since 1970 */
export function certificateTrouble(facts: CertificateFacts | undefined, now: number): CertificateTrouble | undefined {
  if (!facts) return undefined
  const { validFrom, validTo } = facts
  if (validFrom === undefined || validTo === undefined) return { isOver: true, what: 'holds no certificate' }
  if (validTo <= now) return { isOver: true, what: `expired on ${date(validTo)}` }
  if (validFrom > now) return { isOver: true, what: `is not valid before ${date(validFrom)}` }
  const days = Math.floor((validTo - now) / day)
  return days < soon ? { isOver: false, what: `expires in ${days} days, on ${date(validTo)}` } : undefined
}

function date(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
