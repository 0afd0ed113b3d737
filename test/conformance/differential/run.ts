import type { CRD } from '../../../src/schema/crd.ts'
import type { Answer, Oracle, Verdict, Write } from '../server/oracle.ts'
import { type Batch, makeBatch, type Plan } from './batch.ts'
import { type Comparison, compare, type Figure, figures, type Ours } from './compare.ts'
import { definitionOf, judgeDefinition, judgeWrite } from './judge.ts'
import { knownReason } from './known.ts'

/** A case in which the answers differ. */
export interface Difference {
  kind: string
  lines: string[]
  definition: string
  before?: string
  /** Absent when it is about the definition itself. */
  write?: Write
  /** Why it is known and let pass. */
  known?: string
}

export interface Tally {
  same: number
  all: number
}

export interface Report {
  cases: number
  /** How often the server accepted. */
  accepted: number
  tallies: Record<Figure, Tally>
  /** Cases and differing ones, by kind of mutation. */
  kinds: Map<string, { cases: number; differing: number }>
  differences: Difference[]
  /** Questions that could not be asked, and why. */
  unasked: string[]
  /** How often the server broke down over a definition, as it does over some selectableFields: no answer to compare. */
  panics: number
}

/** Asks the server and ours about so many mutants, and compares. */
export async function run(oracle: Oracle, plan: Plan, cases: number): Promise<Report> {
  const report: Report = {
    cases: 0,
    accepted: 0,
    tallies: {
      verdict: { same: 0, all: 0 },
      causes: { same: 0, all: 0 },
      stored: { same: 0, all: 0 },
      warnings: { same: 0, all: 0 },
    },
    kinds: new Map(),
    differences: [],
    unasked: [],
    panics: 0,
  }
  // The server works on some batches while ours works on another.
  const ahead: { batch: Batch; answer: Promise<Answer> }[] = []
  for (let number = 0; report.cases < cases; ) {
    while (ahead.length < 4) {
      const batch = makeBatch(plan, number++)
      ahead.push({ batch, answer: ask(oracle, batch) })
    }
    const { batch, answer } = ahead.shift()!
    tell(report, batch, await answer, plan)
  }
  await Promise.all(ahead.map(({ answer }) => answer))
  return report
}

function ask(oracle: Oracle, { definition, before, cases }: Batch): Promise<Answer> {
  const question = { definition, resources: cases.map(({ write }) => write) }
  return oracle.ask(before === undefined ? question : { ...question, before })
}

function tell(report: Report, batch: Batch, answer: Answer, plan: Plan): void {
  const { definition, before } = batch
  if (!answer.definition || answer.error !== undefined) {
    report.unasked.push(answer.error ?? 'no answer')
    if (!answer.definition) return
  }
  const asksDefinitions = plan.what.length === 0 || plan.what.includes('definition')
  if (asksDefinitions) {
    const what = before === undefined ? 'definition' : 'definition update'
    // Its stored form is no part of what ours says.
    const { stored: _, ...said } = answer.definition
    note(
      report,
      { kind: `${what}: ${batch.kind}`, definition, ...(before === undefined ? {} : { before }) },
      said,
      () => judgeDefinition(definition, before, plan.serverVersion),
    )
  }
  const verdicts = answer.resources
  if (!verdicts) {
    // Otherwise a plan for resources alone might never end.
    if (!asksDefinitions) report.cases++
    return
  }
  let crd: CRD | undefined
  for (const [i, { kind, write }] of batch.cases.entries()) {
    note(report, { kind, definition, write }, verdicts[i]!, () =>
      judgeWrite((crd ??= definitionOf(definition)), write, plan.serverVersion),
    )
  }
}

function note(report: Report, subject: Omit<Difference, 'lines'>, server: Verdict, judge: () => Ours): void {
  report.cases++
  if (server.reason === 'Panic') {
    report.panics++
    return
  }
  const { same, lines } = answerOf(server, judge)
  if (server.accepted) report.accepted++
  const known = lines.length > 0 ? knownReason(subject.kind, lines) : undefined
  for (const figure of figures) {
    const isSame = same[figure]
    if (isSame === undefined) continue
    report.tallies[figure].all++
    // What is known does not hide in the figures, but for warnings.
    if (isSame) report.tallies[figure].same++
  }
  for (const kind of new Set(kindsOf(subject.kind))) {
    const at = report.kinds.get(kind) ?? { cases: 0, differing: 0 }
    at.cases++
    if (lines.length > 0) at.differing++
    report.kinds.set(kind, at)
  }
  if (lines.length > 0) report.differences.push({ ...subject, lines, ...(known === undefined ? {} : { known }) })
}

/** Compares, a crash of ours being a difference like any other. */
export function answerOf(server: Verdict, judge: () => Ours): Comparison {
  try {
    return compare(server, judge())
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { same: { verdict: false }, lines: [`crash: ${text}`] }
  }
}

/** `update: null+type` is counted under `update`, `null` and `type`. */
function kindsOf(kind: string): string[] {
  const [what, mutations] = kind.split(': ') as [string, string]
  return [what, ...mutations.split('+')]
}
