import { existsSync, rmSync } from 'node:fs'
import { currentRun, setRun } from './run.ts'

/** After the tests of a run: the logs stay only when something failed. */
export default async function teardown(): Promise<void> {
  const run = currentRun()
  if (!run) return
  setRun(undefined)
  await run.broker.close()
  const keep = (run.failed || process.env.KUBECTL_CRD_KEEP_LOGS) && existsSync(run.logs)
  if (keep) console.error(`logs of the control planes: ${run.logs}`)
  else rmSync(run.logs, { recursive: true, force: true })
}
