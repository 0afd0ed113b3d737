import { marshal } from '../../../src/model/go/json.ts'
import type { ServerVersion } from '../../../src/model/server-version.ts'
import {
  clone,
  type Dict,
  Float,
  fromPlain,
  int,
  isDict,
  isList,
  newDict,
  type Value,
} from '../../../src/model/value.ts'
import { mutateCRD } from '../mutate/crd.ts'
import { isObject, type JSONObject } from '../mutate/json.ts'
import { below, chance, pick, type Random, seeded } from '../mutate/random.ts'
import { rawText } from '../mutate/raw-text.ts'
import { fresh } from '../mutate/resource/fresh.ts'
import { mutateResource } from '../mutate/resource.ts'
import { synthesize } from '../mutate/synthesize.ts'
import { tighten } from '../mutate/tighten.ts'
import type { Write } from '../server/oracle.ts'
import type { Material } from './material.ts'

/** One definition and what is asked about it. */
export interface Batch {
  /** What was done to the definition. */
  kind: string
  definition: string
  /** The definition before an update. */
  before?: string
  cases: readonly { kind: string; write: Write }[]
}

export type What = 'create' | 'update' | 'status' | 'definition'

export interface Plan {
  seed: number
  material: readonly Material[]
  /** Which questions; all when empty. */
  what: readonly What[]
  /** Kinds of mutation of resources; all when empty. */
  only: readonly string[]
  /** Made-up schemas with CEL rules. */
  rules: boolean
  /** What ours answers for; the server must have been started to behave like it. */
  serverVersion: ServerVersion
}

const perBatch = 24

/** The batch of this number: the same for the same seed and the same material. */
export function makeBatch(plan: Plan, number: number): Batch {
  const random = seeded(Math.imul(plan.seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const { crd, resources, kind } = chooseMaterial(random, plan)
  const asks = (what: What) => plan.what.length === 0 || plan.what.includes(what)
  const isAboutResources = asks('create') || asks('update') || asks('status')
  if (asks('definition') && (!isAboutResources || chance(random, 0.2))) return definitionBatch(random, crd)
  const versions = served(crd)
  if (versions.length === 0) return { kind, definition: textOf(crd), cases: [] }
  const tightened = asks('update') && chance(random, 0.3)
  const bases = resources.filter((resource) => versionOf(crd, resource) !== undefined)
  const base = () => {
    const known = bases.length > 0 && chance(random, 0.7) ? pick(random, bases) : undefined
    return known ? clone(known) : invented(random, crd, pick(random, versions))
  }
  const changed = structuredClone(crd)
  const subjects = Array.from({ length: 4 }, base)
  if (tightened) {
    for (const subject of subjects) tighten(random, versionOf(changed, subject)!, subject, plan.rules)
  }
  const cases = Array.from({ length: perBatch }, () => {
    const subject = pick(random, subjects)
    const ops = (['create', 'create', 'update', 'update', 'status'] as const).filter(
      (op) => asks(op) && (op !== 'status' || hasStatus(changed, subject)),
    )
    const op = tightened || ops.length === 0 ? 'update' : pick(random, ops)
    return makeCase(random, changed, subject, base, op, tightened, plan.only)
  })
  return { kind: tightened ? `${kind}, tightened` : kind, definition: textOf(changed), cases }
}

function chooseMaterial(random: Random, { material, rules }: Plan): Material & { kind: string } {
  if (material.length > 0 && chance(random, 0.5)) return { ...pick(random, material), kind: 'real' }
  return { crd: synthesize(random, { rules }), resources: [], kind: 'made up' }
}

function definitionBatch(random: Random, crd: JSONObject): Batch {
  const { crd: mutant, kind } = mutateCRD(random, crd)
  if (chance(random, 0.5)) return { kind, definition: textOf(mutant), cases: [] }
  // An update is about the same object.
  const named = { ...mutant, metadata: { ...(isObject(mutant.metadata) ? mutant.metadata : {}), ...nameOf(crd) } }
  return { kind, definition: textOf(named), before: textOf(crd), cases: [] }
}

/** As kubectl sends it, keys sorted: that decides which of several errors is the first. */
function textOf(crd: JSONObject): string {
  return marshal(fromPlain(crd))
}

function nameOf(crd: JSONObject): JSONObject {
  return isObject(crd.metadata) && crd.metadata.name !== undefined ? { name: crd.metadata.name } : {}
}

function makeCase(
  random: Random,
  crd: JSONObject,
  subject: Dict,
  base: () => Dict,
  op: Write['do'],
  tightened: boolean,
  only: readonly string[],
): { kind: string; write: Write } {
  const mutate = (resource: Dict, kinds: readonly string[] = only) => {
    const schema = versionOf(crd, resource) ?? {}
    return mutateResource(random, resource, { schema, crd }, kinds)
  }
  if (op === 'create') {
    const isUnchanged = only.length === 0 && chance(random, 0.05)
    const { resource, kind } = isUnchanged ? { resource: subject, kind: 'none' } : mutate(subject)
    return { kind: `create: ${kind}`, write: { do: op, body: rawText(resource) } }
  }
  // What is stored may break the rules of today, for they may have been others once.
  const isBrokenBefore = !tightened && chance(random, 0.4)
  const stored = isBrokenBefore ? mutate(subject).resource : clone(subject)
  settle(stored, subject)
  // A server never stores the same owner twice.
  if (isDict(stored.metadata)) delete stored.metadata.ownerReferences
  const start = chance(random, 0.1) ? base() : clone(stored)
  const { resource, kind } = chance(random, 0.1) ? { resource: start, kind: 'none' } : mutate(start)
  settle(resource, stored)
  if (op === 'status' && !hasStatus(crd, resource)) resource.apiVersion = subject.apiVersion!
  const what = tightened ? `${op} after tightening` : op
  return { kind: `${what}: ${kind}`, write: { do: op, body: rawText(resource), stored: settledText(stored) } }
}

/** Gives a resource the name and the place of another, in a version that is served. */
function settle(resource: Dict, like: Dict): void {
  const metadata = isDict(resource.metadata) ? resource.metadata : newDict()
  resource.metadata = metadata
  const wanted = isDict(like.metadata) ? like.metadata : newDict()
  metadata.name = typeof wanted.name === 'string' && wanted.name !== '' ? wanted.name : 'a'
  delete metadata.namespace
  for (const key of ['apiVersion', 'kind']) if (typeof resource[key] !== 'string') resource[key] = like[key]!
}

/** The text of what a storage holds: there, integral floats have become integers. */
function settledText(stored: Dict): string {
  return rawText(withoutFloats(stored))
}

function withoutFloats(value: Value): Value {
  if (value instanceof Float) return value.value
  const isIntegral = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  if (isIntegral) return int(BigInt(value)) ?? value
  if (isList(value)) return value.map(withoutFloats)
  if (!isDict(value)) return value
  const out = newDict()
  for (const [key, item] of Object.entries(value)) out[key] = withoutFloats(item as Value)
  return out
}

/** The versions that are served. */
function served(crd: JSONObject): JSONObject[] {
  const spec = isObject(crd.spec) ? crd.spec : {}
  const versions = Array.isArray(spec.versions) ? spec.versions : []
  return versions.filter(isObject).filter((version) => version.served === true)
}

/** The version that a resource is written in; undefined when that is not served. */
function servedAs(crd: JSONObject, { apiVersion }: Dict): JSONObject | undefined {
  const name = String(apiVersion).split('/')[1]
  return served(crd).find((version) => version.name === name)
}

/** Its root schema. */
function versionOf(crd: JSONObject, resource: Dict): JSONObject | undefined {
  const holder = servedAs(crd, resource)?.schema
  return isObject(holder) && isObject(holder.openAPIV3Schema) ? holder.openAPIV3Schema : undefined
}

function hasStatus(crd: JSONObject, resource: Dict): boolean {
  const subresources = servedAs(crd, resource)?.subresources
  return isObject(subresources) && isObject(subresources.status)
}

/** A resource made up from the schema. */
function invented(random: Random, crd: JSONObject, version: JSONObject): Dict {
  const spec = crd.spec as JSONObject
  const names = isObject(spec.names) ? spec.names : {}
  const holder = isObject(version.schema) ? version.schema : {}
  const schema = isObject(holder.openAPIV3Schema) ? holder.openAPIV3Schema : {}
  const out = newDict()
  out.apiVersion = `${String(spec.group)}/${String(version.name)}`
  out.kind = String(names.kind)
  out.metadata = fromPlain({ name: pick(random, ['a', 'b', 'abc', 'x-1']) })
  const body = fresh(random, schema, 3 + below(random, 4))
  if (isDict(body)) for (const [key, value] of Object.entries(body)) out[key] ??= value!
  return out
}
