import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokerVariable, openBroker } from './broker.ts'
import { setRun } from './run.ts'

/** Before the tests of a run. The test files inherit the environment. */
export default async function setup(): Promise<void> {
  const broker = await openBroker()
  const logs = join(tmpdir(), `kubectl-crd-test-logs-${randomUUID()}`)
  process.env[brokerVariable] = broker.url
  process.env.KUBECTL_CRD_LOGS = logs
  setRun({ broker, logs, failed: false })
}
