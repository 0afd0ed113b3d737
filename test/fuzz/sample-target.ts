import { validateCRDCreate } from '../../src/lint/server/validate.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { fromPlain } from '../../src/model/value.ts'
import { sample } from '../../src/sample/sample.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { documentOf } from '../conformance/differential/judge.ts'
import { mutateCRD } from '../conformance/mutate/crd.ts'
import { below, type Random } from '../conformance/mutate/random.ts'
import { synthesize } from '../conformance/mutate/synthesize.ts'
import { law, type Target } from './target.ts'

/** A definition, broken or not. */
function make(random: Random): string {
  const definition = synthesize(random, { rules: true })
  return marshal(fromPlain(below(random, 3) === 0 ? mutateCRD(random, definition).crd : definition))
}

function run(input: string): void {
  const document = documentOf(input)
  const crd = readCRD(document)
  if (!crd) return
  const options = { serverVersion: newestVersion }
  const accepted = validateCRDCreate(document, options).every(({ severity }) => severity !== 'error')
  for (const { name, served } of crd.versions) {
    if (!served) continue
    const minimal = sample(crd, name, { shape: 'minimal' })
    const full = sample(crd, name, { shape: 'full' })
    law(marshal(sample(crd, name, { shape: 'full' }).object) === marshal(full.object), 'the same sample every time')
    // What has a minimal sample has a full one: it may leave out what cannot be there.
    law(
      !accepted || minimal.unsolved.length > 0 || full.unsolved.length === 0,
      'a full sample where there is a minimal one',
    )
  }
}

export const sampleTarget: Target = { name: 'sample', make, run }
