import { explain, explainVersions } from '../../src/explain/explain.ts'
import { formats, render } from '../../src/explain/render.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { adviseCRD } from '../../src/lint/advice/advise.ts'
import { storedCRD } from '../../src/lint/server/stored.ts'
import { validateCRDCreate, validateCRDUpdate } from '../../src/lint/server/validate.ts'
import { usualAdvice } from '../../src/model/advice-choice.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { fromPlain } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { documentOf } from '../conformance/differential/judge.ts'
import { collectMaterial } from '../conformance/differential/material.ts'
import { mutateCRD } from '../conformance/mutate/crd.ts'
import { chance, pick, type Random } from '../conformance/mutate/random.ts'
import { synthesize } from '../conformance/mutate/synthesize.ts'
import { law, type Target } from './target.ts'

const options = { serverVersion: newestVersion }
/** CRDs of the examples, and of the corpus where it is. */
const material = collectMaterial(30_000)

function make(random: Random): string {
  const crd = chance(random, 0.2) ? pick(random, material).crd : synthesize(random, { rules: true })
  let mutant = crd
  for (let left = 3; left > 0 && chance(random, 0.7); left--) mutant = mutateCRD(random, mutant).crd
  return JSON.stringify([marshal(fromPlain(mutant)), marshal(fromPlain(crd))])
}

function run(input: string): void {
  const [text, before] = JSON.parse(input) as [string, string]
  const document = documentOf(text)
  const findings = validateCRDCreate(document, options)
  validateCRDUpdate(document, documentOf(before), options)
  adviseCRD(document, { ...options, choice: { ...usualAdvice, level: 'all' } })
  law(marshal(document.root!) === marshal(documentOf(text).root!), 'the document stays as it was')
  const isRefused = findings.some(({ severity }) => severity === 'error')
  const stored = isRefused ? undefined : storedCRD(document)
  if (stored !== undefined) {
    const again = storedCRD(documentOf(marshal(stored)))
    // Of items that are no schema, such as 5, the server stores a null, and reads that as nothing.
    const text = marshal(stored).replaceAll('"items":null,', '')
    law(again !== undefined && marshal(again) === text, 'what is stored is stored the same again')
  }
  const crd = readCRD(document)
  if (!crd) return
  const explained = explain([crd], '', { recursive: true })
  if ('error' in explained) return
  for (const format of formats) {
    render(explained, format, { width: 80, style: plainStyle, short: false, paths: false }, () => 'hash')
  }
  explainVersions([crd], '')
}

export const definitionTarget: Target = { name: 'definition', make, run }
