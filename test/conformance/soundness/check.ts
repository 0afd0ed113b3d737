import { compareCRDs } from '../../../src/compat/compare.ts'
import { noPolicy, tell, verdictOf } from '../../../src/compat/verdict.ts'
import { write } from '../../../src/compat/witness/trial.ts'
import type { Effect, UpgradeVerdict } from '../../../src/model/change.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { clone, type Dict, isDict, newDict } from '../../../src/model/value.ts'
import type { CRD } from '../../../src/schema/crd.ts'
import { definitionOf } from '../differential/judge.ts'
import type { Material } from '../differential/material.ts'
import type { JSONObject } from '../mutate/json.ts'
import { seeded } from '../mutate/random.ts'
import { rawText } from '../mutate/raw-text.ts'
import type { Oracle, Verdict, Write } from '../server/oracle.ts'
import { objectsOf } from './objects.ts'
import { makeUpgrade, type Upgrade } from './pairs.ts'

export interface Tally {
  pairs: number
  changes: number
  undecided: number
  verdicts: Record<string, number>
  /** Witnesses that the server was asked about, and objects tried on upgrades that were called compatible. */
  witnesses: number
  objects: number
  /** Upgrades that were called compatible and had 100 objects. */
  proven: number
  /** Objects that only a quirk of the server let pass: a list in the place of a text with a format. */
  quirks: number
  reasons: Record<string, number>
  /** Upgrades of which the server refuses one side, though ours does not. */
  unasked: number
  /** What is wrong. */
  wrong: string[]
}

const wanted = 100
const mostTries = 800

/** Compares upgrades made up for a seed, and holds what is said of them against the server, and against objects. */
export async function checkUpgrades(
  oracle: Oracle,
  seed: number,
  pairs: number,
  material: readonly Material[],
): Promise<Tally> {
  const tally = emptyTally()
  for (let number = 0; tally.pairs < pairs; number++) {
    const upgrade = makeUpgrade(seed, number, material)
    if (upgrade) await checkUpgrade(oracle, upgrade, `seed ${seed} number ${number}`, tally)
  }
  return tally
}

export function emptyTally(): Tally {
  return {
    pairs: 0,
    changes: 0,
    undecided: 0,
    verdicts: {},
    witnesses: 0,
    objects: 0,
    proven: 0,
    quirks: 0,
    unasked: 0,
    reasons: {},
    wrong: [],
  }
}

/** One upgrade; `label` finds it again. @returns what diff says of it */
export async function checkUpgrade(
  oracle: Oracle,
  upgrade: Upgrade,
  label: string,
  tally: Tally,
): Promise<UpgradeVerdict> {
  const [old, now] = [definitionOf(upgrade.old), definitionOf(upgrade.new)]
  const complain = (what: string) => tally.wrong.push(`${label} (${upgrade.kind}): ${what}`)
  tally.pairs++
  let pair: ReturnType<typeof compareCRDs>
  try {
    pair = compareCRDs(old, now, newestVersion)
  } catch (error) {
    complain((error as Error).stack ?? String(error))
    return 'undecided'
  }
  const changes = tell(pair, 'author', noPolicy)
  const verdict = verdictOf(changes)
  tally.verdicts[verdict] = (tally.verdicts[verdict] ?? 0) + 1
  tally.changes += changes.length
  for (const { code, effect } of changes) {
    if (effect.outcome !== 'undecided') continue
    tally.undecided++
    const reason = `${code} ${effect.reason}`
    tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1
  }
  const shown = changes.flatMap((change) =>
    change.effects
      .filter(({ witness }) => witness)
      .map((effect) => ({ effect, what: `${change.code} ${change.path}: ${change.message}` })),
  )
  await checkWitnesses(oracle, upgrade, shown, tally, complain)
  if (verdict === 'compatible') checkObjects(upgrade, old, now, seeded(tally.pairs), tally, complain)
  return verdict
}

async function checkWitnesses(
  oracle: Oracle,
  { old, new: now }: Upgrade,
  shown: readonly { effect: Effect; what: string }[],
  tally: Tally,
  complain: (what: string) => void,
): Promise<void> {
  if (shown.length === 0) return
  const writes = (definition: string) => shown.map(({ effect }) => writesOf(effect, definitionOf(definition)))
  const [before, after] = [writes(old), writes(now)]
  const [first, second] = await Promise.all([
    oracle.ask({ definition: old, resources: before.flat() }),
    oracle.ask({ definition: now, resources: after.flat() }),
  ])
  if (!first.resources || !second.resources) {
    tally.unasked++
    return
  }
  for (const [i, { effect, what }] of shown.entries()) {
    tally.witnesses++
    const [was, is] = [first.resources.splice(0, before[i]!.length), second.resources.splice(0, after[i]!.length)]
    const problem = problemOf(effect, was, is)
    if (problem) complain(`${what}: ${effect.aspect} ${problem}: ${marshal(effect.witness!)}`)
  }
}

function problemOf({ aspect }: Effect, was: readonly Verdict[], is: readonly Verdict[]): string | undefined {
  const refused = was.find(({ accepted }) => !accepted)
  if (refused) return `refused before: ${refused.message}`
  const isAccepted = is.every(({ accepted }) => accepted)
  const isOther = was.at(-1)?.stored !== is.at(-1)?.stored
  if (aspect === 'WRITE' && isAccepted) return 'accepted now'
  if (aspect === 'DATA' && isAccepted && !isOther) return 'nothing is lost'
  if (aspect === 'DEFAULT' && (!isAccepted || !isOther)) return isAccepted ? 'stored as before' : 'refused now'
  return undefined
}

/** How an object is written: its status by itself where that has an endpoint. */
function writesOf({ witness, from }: Effect, { group, versions }: CRD): Write[] {
  const body = rawText(witness!)
  const main: Write = from ? { do: 'update', body, stored: rawText(from) } : { do: 'create', body }
  const version = versions.find(({ name }) => witness!.apiVersion === `${group}/${name}`)
  if (witness!.status === undefined || !version?.hasStatus) return [main]
  const stored = clone(from ?? without(witness!))
  return [main, { do: 'status', body, stored: rawText(stored) }]
}

function without(object: Dict): Dict {
  const copy = Object.assign(newDict(), object)
  delete copy.status
  return copy
}

function isQuirk({ message }: Finding): boolean {
  return /must be of type string: "array"$|rules were not checked because the object was invalid/.test(message)
}

function checkObjects(
  upgrade: Upgrade,
  old: CRD,
  now: CRD,
  random: () => number,
  tally: Tally,
  complain: (what: string) => void,
): void {
  let accepted = 0
  let tries = 0
  for (const object of objectsOf(random, old, JSON.parse(upgrade.old) as JSONObject, upgrade.objects)) {
    if (++tries > mostTries || accepted >= wanted) break
    if (!isDict(object) || !write(object, old, newestVersion).accepted) continue
    accepted++
    tally.objects++
    const said = write(object, now, newestVersion)
    if (said.accepted) continue
    if (said.causes.every(isQuirk)) {
      tally.quirks++
      continue
    }
    complain(
      `called compatible, but refused: ${marshal(object).slice(0, 600)}: ${said.causes
        .map(({ field, message }) => `${field}: ${message}`)
        .join('; ')
        .slice(0, 400)}`,
    )
    return
  }
  if (accepted >= wanted) tally.proven++
}
