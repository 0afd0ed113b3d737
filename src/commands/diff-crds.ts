import { exitCode, UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { compareCRDs } from '../compat/compare.ts'
import { upgradePlan } from '../compat/plan.ts'
import { noPolicy, type Perspective, type Policy, tell, verdictOf, worstVerdict } from '../compat/verdict.ts'
import type { DiffReport, ToldPair } from '../model/change.ts'
import { visible } from '../model/printable.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { CRD } from '../schema/crd.ts'
import type { BothClusters } from './both-clusters.ts'
import { type DiffConfig, Waivers } from './diff-config.ts'
import type { Side } from './diff-side.ts'
import type { Loader } from './loader.ts'

interface Settings {
  perspective: Perspective
  policy: Policy
  server: ServerVersion
  rollback: boolean
  plan: boolean
}

export interface DiffSettings {
  /** Of the command line. */
  flags: Readonly<Record<string, unknown>>
  config: DiffConfig
  server: ServerVersion
  /** Objects that exist: paths, and `live` for those of the cluster. */
  against: readonly string[]
  load: Loader
}

/**
 * Compares CRDs and prints the report.
 * @param sides old and new; undefined is the cluster. Beside files it is those of its CRDs that the files have too
 * @returns the exit code
 */
export async function diffCRDs(
  sides: readonly (Side | undefined)[],
  cluster: BothClusters | undefined,
  { flags, config, server, against, load }: DiffSettings,
  terminal: Terminal,
): Promise<number> {
  const waived = new Waivers(config.waivers)
  const perspective = flags.perspective as Perspective
  const settings: Settings = {
    perspective,
    policy: { severity: config.severity, waive: (change, pair) => waived.of(change, pair) },
    server,
    rollback: flags.rollback === true || perspective === 'admin',
    plan: perspective === 'admin',
  }
  const [old, now] = await crdsOf(sides, cluster)
  const both = [...old].flatMap(([key, crd]) => {
    const other = now.get(key)
    return other ? [[crd, other] as const] : []
  })
  const isOneSided = sides.some((side) => !side || side.isEmpty)
  if (both.length === 0 && !isOneSided) throw nothingInCommon(old, now)
  let pairs = both.map(([crd, other]) => comparePair(crd, other, settings))
  if (against.length > 0) {
    const { readAgainst } = await import('./diff-against.ts')
    const paths = against.filter((path) => path !== 'live')
    const existing = { paths, cluster: paths.length < against.length ? cluster?.old : undefined, server }
    pairs = await readAgainst(existing, both, pairs, load, terminal)
  }
  const report = reportOf(pairs, old, now)
  if (typeof flags['emit-witness'] === 'string') {
    const { writeWitnesses } = await import('./diff-witness.ts')
    writeWitnesses(flags['emit-witness'], report, terminal)
  }
  const { printDiff } = await import('./diff-print.ts')
  terminal.out(await printDiff(report, flags, terminal))
  for (const { place, code } of waived.stale())
    terminal.err(`Warning: ${place}: the waiver of ${code} lets nothing pass, and can go\n`)
  if (flags.quiet !== true) terminal.err(`${summaryOf(report, old.size)}\n`)
  if (load.failed) return exitCode.usage
  return report.verdict === 'breaking' || (report.verdict === 'undecided' && config.failOn === 'undecided')
    ? exitCode.no
    : exitCode.yes
}

async function crdsOf(
  [old, now]: readonly (Side | undefined)[],
  cluster: BothClusters | undefined,
): Promise<[ReadonlyMap<string, CRD>, ReadonlyMap<string, CRD>]> {
  if (old && now) return [old.crds, now.crds]
  const { liveCRDs } = await import('./live-crds.ts')
  const { old: before, now: after, names } = cluster!
  return [
    old?.crds ?? (await liveCRDs(before, names[0], now?.crds.values())),
    now?.crds ?? (await liveCRDs(after, names[1], old?.crds.values())),
  ]
}

function comparePair(old: CRD, now: CRD, { perspective, policy, server, rollback, plan }: Settings): ToldPair {
  const pair = compareCRDs(old, now, server)
  const changes = tell(pair, perspective, policy)
  return {
    ...pair,
    changes,
    verdict: verdictOf(changes),
    plan: plan ? upgradePlan(old, now, pair) : [],
    rollback: rollback ? wayBack(old, now, perspective, server) : undefined,
    against: undefined,
  }
}

function wayBack(old: CRD, now: CRD, perspective: Perspective, server: ServerVersion): ToldPair['rollback'] {
  const changes = tell(compareCRDs(now, old, server), perspective, noPolicy)
  return {
    verdict: verdictOf(changes),
    breaking: changes.filter(({ effect, counts }) => counts && effect.outcome === 'breaking').length,
  }
}

function reportOf(
  pairs: readonly ToldPair[],
  old: ReadonlyMap<string, CRD>,
  now: ReadonlyMap<string, CRD>,
): DiffReport {
  const only = (some: ReadonlyMap<string, CRD>, others: ReadonlyMap<string, CRD>) =>
    [...some].filter(([key]) => !others.has(key)).map(([, { names, group }]) => `${names.plural}.${group}`)
  const removed = only(old, now)
  const verdicts = pairs.map(({ verdict }) => verdict)
  return {
    verdict: removed.length > 0 ? 'breaking' : worstVerdict(verdicts),
    added: only(now, old),
    removed,
    pairs,
  }
}

function nothingInCommon(old: ReadonlyMap<string, CRD>, now: ReadonlyMap<string, CRD>): UserError {
  const names = (crds: ReadonlyMap<string, CRD>) => {
    const all = [...crds.keys()].map(visible)
    return all.length > 5 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : all.join(', ')
  }
  return new UserError(
    'nothing to compare: no CRD has the same group and kind in both',
    `OLD has ${names(old)}\nNEW has ${names(now)}`,
  )
}

function summaryOf({ verdict, added, removed, pairs }: DiffReport, all: number): string {
  const counts = ['breaking', 'undecided', 'compatible'].flatMap((outcome) => {
    const number = pairs.filter((pair) => pair.verdict === outcome).length
    return number === 0 ? [] : [`${number} ${outcome}`]
  })
  const rest = [added.length > 0 && `${added.length} added`, removed.length > 0 && `${removed.length} removed`].filter(
    Boolean,
  )
  return `${verdict}: compared ${pairs.length} of ${all} CRDs: ${[...counts, ...rest].join(', ')}`
}
