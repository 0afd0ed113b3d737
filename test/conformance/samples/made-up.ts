import { validateCRDCreate } from '../../../src/lint/server/validate.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { fromPlain } from '../../../src/model/value.ts'
import { readCRD } from '../../../src/schema/crd.ts'
import { seeded } from '../mutate/random.ts'
import { synthesize } from '../mutate/synthesize.ts'
import type { Definition } from './definitions.ts'

/** Made-up CRDs that a server takes, of schemas with many keywords and rules, contradictory ones too. */
export function madeUpDefinitions(seed: number, count: number): Definition[] {
  const out: Definition[] = []
  for (let i = seed; out.length < count; i++) {
    const root = fromPlain(synthesize(seeded(i), { rules: true }))
    const origin = { name: `made up ${i}`, text: '' }
    const document = { origin, index: 0, item: null, range: { start: 0, end: 0 }, root, findings: [] }
    const refused = validateCRDCreate(document, { serverVersion: newestVersion }).some((f) => f.severity === 'error')
    const crd = refused ? undefined : readCRD(document)
    if (crd) out.push({ file: origin.name, document, crd })
  }
  return out
}
