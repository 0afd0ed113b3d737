import { setTimeout as sleep } from 'node:timers/promises'
import type { Terminal } from '../../cli/terminal.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { StatusError } from '../../cluster/transport/status-error.ts'
import { watch } from '../../cluster/transport/watch.ts'
import { type CRDFacts, readCRDFacts } from '../../inspect/crd-facts.ts'
import { Plain } from '../../model/plain.ts'
import { Asker } from './asker.ts'
import { complete, crdsPath, type Listed, list } from './gather.ts'
import { showInspection } from './show-inspection.ts'

/** Milliseconds in which changes are taken together. */
const together = 500
/** Milliseconds until it is tried again when the connection broke. */
const pause = 2000

/**
 * Shows the state of a cluster, and again whenever one of its CRDs changes; also every minute, since webhooks and services come
 * and go without a CRD changing. CRDs are listed once and then watched. Ends with the process.
 */
export async function watchCluster(
  cluster: Cluster,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  const selector = flags.selector as string | undefined
  for (;;) {
    const ask = new Asker(cluster.transport)
    const listed = await list(cluster, ask, selector)
    const show = async (now: Listed) => {
      if (terminal.isTTY) terminal.out('\x1b[2J\x1b[3J\x1b[H')
      await showInspection(await complete(now, ask), ask, flags, terminal)
    }
    await show(listed)
    try {
      await follow(cluster, listed, selector, show)
    } catch (error) {
      // What was missed is gone: all is listed again.
      if (!(error instanceof StatusError) || error.code !== 410) throw error
    }
    await sleep(pause)
  }
}

async function follow(
  cluster: Cluster,
  listed: Listed,
  labelSelector: string | undefined,
  show: (listed: Listed) => Promise<void>,
): Promise<void> {
  const crds = new Map<string, CRDFacts>(listed.crds.value)
  let { resourceVersion } = listed
  let last = Promise.resolve()
  let pending = false
  const changed = () => {
    if (pending) return
    pending = true
    last = last.then(async () => {
      await sleep(together)
      pending = false
      await show({ ...listed, crds: listed.crds.value ? { value: new Map(crds) } : listed.crds })
    })
  }
  for (;;) {
    const options = { resourceVersion, timeoutSeconds: 60, ...(labelSelector && { labelSelector }) }
    for await (const { type, object } of watch(cluster.transport, crdsPath, options)) {
      const facts = readCRDFacts(object)
      resourceVersion = new Plain(object).at('metadata').text('resourceVersion') || resourceVersion
      if (type === 'BOOKMARK') continue
      if (type === 'DELETED') crds.delete(facts.name)
      else crds.set(facts.name, facts)
      changed()
    }
    changed()
    await last
  }
}
