import { exitCode } from '../../cli/exit.ts'
import type { Terminal } from '../../cli/terminal.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { StatusError } from '../../cluster/transport/status-error.ts'
import { type CRDFacts, objectsPath, readableVersion, readCRDFacts } from '../../inspect/crd-facts.ts'
import { type Known, known as knownFacts } from '../../inspect/known.ts'
import { pageOf, sittingJudges } from '../../inspect/page.ts'
import { type Usage, UsageCounter } from '../../inspect/usage.ts'
import type { CRD } from '../../schema/crd.ts'
import { Asker, whyOf } from './asker.ts'
import { findCRD } from './find-crd.ts'
import { apiServicesOf, complete, listServed } from './gather.ts'
import { listJudges } from './judges.ts'
import { showPage } from './show-page.ts'

/** The page of a resource in a cluster. @returns the exit code */
export async function inspectResource(
  name: string,
  cluster: Cluster,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  const ask = new Asker(cluster.transport)
  const { crd, hidden } = await findCRD(name, cluster, ask, terminal)
  const facts = { ...readCRDFacts(crd.document.root), hidden }
  const [{ judges, unknown }, apiServices, served, { rules }] = await Promise.all([
    listJudges(cluster, ask),
    hidden === undefined ? knownFacts([]) : apiServicesOf(crd, ask),
    listServed(cluster),
    cluster.version(),
  ])
  const listed = { crds: knownFacts(new Map([[facts.name, facts]])), resourceVersion: '', apiServices, served }
  const targets = sittingJudges(facts, judges).map(({ judge }) => judge.target)
  const known = await complete(listed, ask, targets)
  const page = pageOf(crd, facts, known, judges, { server: rules, now: known.now })
  const usage = flags.usage ? await usageOf(crd, facts, ask) : undefined
  await showPage({ ...page, usage, unknown: [...page.unknown, ...unknown] }, flags, terminal)
  return exitCode.yes
}

/** Looks at every object, page by page. */
async function usageOf(crd: CRD, facts: CRDFacts, ask: Asker): Promise<Known<Usage>> {
  const version = readableVersion(facts)
  if (version === undefined) return { why: 'no version is served' }
  const counter = new UsageCounter(crd.versions.find(({ name }) => name === version)?.schema)
  try {
    for await (const { items } of ask.pages(objectsPath(facts, version))) for (const item of items) counter.add(item)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return { why: whyOf(error) }
  }
  return knownFacts(counter.result())
}
