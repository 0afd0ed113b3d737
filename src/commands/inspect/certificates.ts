import { X509Certificate } from 'node:crypto'
import type { CertificateFacts } from '../../inspect/facts.ts'

const limit = 64

/**
 * What a bundle holds: of several certificates, the one that is good for longest, since one that is good is enough.
 * @param bundle base64 of PEM
 */
export function readBundle(bundle: string): CertificateFacts {
  const text = Buffer.from(bundle, 'base64').toString('latin1')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  let best: CertificateFacts = { validFrom: undefined, validTo: undefined, subject: '' }
  for (const block of blocks.slice(0, limit)) {
    try {
      const { validFrom, validTo, subject } = new X509Certificate(block)
      const facts = { validFrom: Date.parse(validFrom), validTo: Date.parse(validTo), subject: subject ?? '' }
      if (best.validTo === undefined || facts.validTo > best.validTo) best = facts
    } catch {
      // One that cannot be read is as none.
    }
  }
  return best
}
