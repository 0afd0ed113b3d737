import { validateCRDCreate } from '../../src/lint/server/validate.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { fromPlain, isDict } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { validateCreate, validateUpdate } from '../../src/validation/validate.ts'
import { makeBatch } from '../conformance/differential/batch.ts'
import { documentOf } from '../conformance/differential/judge.ts'
import { mutateCRD } from '../conformance/mutate/crd.ts'
import { below, pick, type Random } from '../conformance/mutate/random.ts'
import { law, type Target } from './target.ts'

const options = { serverVersion: newestVersion }

/** A definition, broken or not, and writes of resources. */
function make(random: Random): string {
  const plan = { seed: below(random, 2 ** 30), material: [], what: [], only: [], rules: true, ...options }
  const { definition, cases } = makeBatch({ ...plan, what: ['create', 'update'] }, below(random, 1000))
  const broken = below(random, 4) === 0 ? mutateCRD(random, JSON.parse(definition)).crd : undefined
  const write = cases.length > 0 ? pick(random, cases).write : { body: '{}', stored: undefined }
  return JSON.stringify([broken ? marshal(fromPlain(broken)) : definition, write.body, write.stored])
}

function run(input: string): void {
  const [definition, body, old] = JSON.parse(input) as [string, string, string | undefined]
  const document = documentOf(definition)
  const crd = readCRD(document)
  const resource = documentOf(body)
  if (!crd || !isDict(resource.root)) return
  const before = marshal(resource.root)
  const { findings, stored } = validateCreate(resource, crd, options)
  if (old) validateUpdate(resource, documentOf(old), crd, options)
  law(marshal(resource.root) === before, 'the resource stays as it was')
  law((stored === undefined) === findings.some(({ severity }) => severity === 'error'), 'stored unless refused')
  // Between versions a null may get lost. Of a definition that no server has, defaults need not fit.
  if (
    stored === undefined ||
    crd.versions.length > 1 ||
    validateCRDCreate(document, options).some(({ severity }) => severity === 'error')
  )
    return
  const text = marshal(stored)
  const again = validateCreate(documentOf(text), crd, options)
  law(again.stored === undefined || marshal(again.stored) === text, 'pruned and defaulted, it stays as it is')
}

export const resourceTarget: Target = { name: 'resource', make, run }
