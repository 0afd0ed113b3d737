import { type Dict, fromPlain, isDict, newDict } from '../../../src/model/value.ts'
import { sample } from '../../../src/sample/sample.ts'
import type { CRD } from '../../../src/schema/crd.ts'
import { isObject, type JSONObject } from '../mutate/json.ts'
import { below, chance, pick, type Random } from '../mutate/random.ts'
import { fresh } from '../mutate/resource/fresh.ts'
import { mutateResource } from '../mutate/resource.ts'

/** Objects of the served versions of a definition: samples, real ones, made-up ones, and mutants of them all. */
export function* objectsOf(random: Random, crd: CRD, definition: JSONObject, given: readonly Dict[]): Generator<Dict> {
  const versions = crd.versions.filter(({ served }) => served).map(({ name }) => name)
  if (versions.length === 0) return
  const known: Dict[] = given.filter(({ apiVersion }) => versions.some((name) => apiVersion === `${crd.group}/${name}`))
  for (const version of versions)
    for (const shape of ['minimal', 'full'] as const) known.push(sample(crd, version, { shape, name: 'a' }).object)
  yield* known
  for (;;) {
    const name = pick(random, versions)
    const schema = schemaOf(definition, name)
    const base = known.length > 0 && chance(random, 0.7) ? pick(random, known) : invented(random, crd, name, schema)
    yield base
    yield mutateResource(random, base, { schema, crd: definition }).resource
  }
}

function invented(random: Random, { group, names }: CRD, version: string, schema: JSONObject): Dict {
  const out = newDict()
  Object.assign(out, { apiVersion: `${group}/${version}`, kind: names.kind, metadata: fromPlain({ name: 'a' }) })
  const body = fresh(random, schema, 3 + below(random, 4))
  if (isDict(body)) for (const [key, value] of Object.entries(body)) out[key] ??= value!
  return out
}

function schemaOf(definition: JSONObject, name: string): JSONObject {
  const spec = isObject(definition.spec) ? definition.spec : {}
  const versions = Array.isArray(spec.versions) ? spec.versions.filter(isObject) : []
  const holder = versions.find((version) => version.name === name)?.schema
  return isObject(holder) && isObject(holder.openAPIV3Schema) ? holder.openAPIV3Schema : {}
}
