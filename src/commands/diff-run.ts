import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { serverVersion, splitPaths, stdinOnce } from '../cli/inputs.ts'
import { compareCRDs } from '../compat/compare.ts'
import { upgradePlan } from '../compat/plan.ts'
import { noPolicy, type Perspective, type Policy, tell, verdictOf, worstVerdict } from '../compat/verdict.ts'
import type { DiffReport, ToldPair } from '../model/change.ts'
import { visible } from '../model/printable.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { CRD } from '../schema/crd.ts'
import { configPath } from './config-path.ts'
import { noDiffConfig, Waivers } from './diff-config.ts'
import { readSide } from './diff-side.ts'
import { Loader } from './loader.ts'

interface Settings {
  perspective: Perspective
  policy: Policy
  server: ServerVersion
  rollback: boolean
  plan: boolean
}

export const run: Run = async ({ flags, argv, terminal }) => {
  if (argv.length !== 2)
    throw new UserError(`diff takes two paths, OLD and NEW, not ${argv.length}`, 'see kubectl crd diff --help')
  const [from, to] = argv as [string, string]
  const objects = splitPaths(flags.against)
  stdinOnce([from, to, ...objects])
  const path = configPath(flags)
  const today = new Date().toISOString().slice(0, 10)
  const config = path === undefined ? undefined : await (await import('./config.ts')).readConfig(path, today, terminal)
  const { failOn, severity, waivers } = config?.diff ?? noDiffConfig
  const waived = new Waivers(waivers)
  const perspective = flags.perspective as Perspective
  const version = flags['kube-version'] as string | undefined
  const settings: Settings = {
    perspective,
    policy: { severity, waive: (change, pair) => waived.of(change, pair) },
    server: version === undefined ? (config?.serverVersion ?? newestVersion) : serverVersion(version),
    rollback: flags.rollback === true || perspective === 'admin',
    plan: perspective === 'admin',
  }

  const load = new Loader(terminal, flags.quiet === true)
  const old = await readSide(from, load, terminal)
  const now = await readSide(to, load, terminal)
  if (load.failed) return exitCode.usage
  const both = [...old].flatMap(([key, crd]) => {
    const other = now.get(key)
    return other ? [[crd, other] as const] : []
  })
  if (both.length === 0) throw nothingInCommon(old, now)
  let pairs = both.map(([crd, other]) => comparePair(crd, other, settings))
  if (objects.length > 0) {
    const { readAgainst } = await import('./diff-against.ts')
    pairs = await readAgainst(objects, both, pairs, settings.server, load)
    if (load.failed) return exitCode.usage
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
  return report.verdict === 'breaking' || (report.verdict === 'undecided' && failOn === 'undecided')
    ? exitCode.no
    : exitCode.yes
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
