import { marshal } from '../../../src/model/go/json.ts'
import { type Dict, fromPlain } from '../../../src/model/value.ts'
import { definitionOf, judgeDefinition } from '../differential/judge.ts'
import type { Material } from '../differential/material.ts'
import { mutateCRD } from '../mutate/crd.ts'
import { isObject, type JSONObject } from '../mutate/json.ts'
import { below, chance, pick, type Random, seeded } from '../mutate/random.ts'
import { rootSchemas } from '../mutate/schema-node.ts'
import { synthesize } from '../mutate/synthesize.ts'
import { tighten } from '../mutate/tighten.ts'

/** An upgrade: two definitions of one name, and objects that belong to them. */
export interface Upgrade {
  old: string
  new: string
  kind: string
  objects: readonly Dict[]
}

const server = { minor: 36 }

/** The upgrade of this number: a definition and a mutant of it, in either order; undefined when the server would refuse one. */
export function makeUpgrade(seed: number, number: number, material: readonly Material[]): Upgrade | undefined {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const isReal = material.length > 0 && chance(random, 0.6)
  const { crd, resources } = isReal
    ? pick(random, material)
    : { crd: synthesize(random, { rules: true }), resources: [] }
  const { mutant, kind } = mutate(random, crd, resources)
  named(mutant, crd)
  const [old, now] = chance(random, 0.5) ? [crd, mutant] : [mutant, crd]
  const texts = [old, now].map((each) => marshal(fromPlain(each))) as [string, string]
  if (texts[0] === texts[1] || texts.some((text) => !isAccepted(text))) return undefined
  if (texts.some((text) => !isSameResource(text, texts[0]))) return undefined
  return { old: texts[0], new: texts[1], kind, objects: resources }
}

function mutate(random: Random, crd: JSONObject, resources: readonly Dict[]): { mutant: JSONObject; kind: string } {
  if (resources.length > 0 && chance(random, 0.3)) {
    const mutant = structuredClone(crd)
    const root = pick(random, rootSchemas(mutant))
    tighten(random, root, pick(random, resources), true)
    return { mutant, kind: 'tighten' }
  }
  let mutant = crd
  const kinds: string[] = []
  for (let i = 1 + below(random, 3); i > 0; i--) {
    const { crd: next, kind } = mutateCRD(random, mutant)
    mutant = next
    kinds.push(kind)
  }
  return { mutant, kind: kinds.join('+') }
}

function named(mutant: JSONObject, crd: JSONObject): void {
  const names = (each: JSONObject) => (isObject(each.spec) && isObject(each.spec.names) ? each.spec.names : undefined)
  mutant.metadata = structuredClone(crd.metadata!)
  if (isObject(mutant.spec) && isObject(crd.spec)) mutant.spec.group = crd.spec.group!
  if (isObject(mutant.spec) && names(crd)) mutant.spec.names = structuredClone(names(crd)!)
}

function isAccepted(text: string): boolean {
  try {
    const { findings } = judgeDefinition(text, undefined, server)
    return findings.every(({ source, severity }) => source !== 'server' || severity !== 'error')
  } catch {
    // Some mutants cannot even be read.
    return false
  }
}

function isSameResource(text: string, other: string): boolean {
  try {
    const [a, b] = [definitionOf(text), definitionOf(other)]
    return a.group === b.group && a.names.kind === b.names.kind
  } catch {
    return false
  }
}
