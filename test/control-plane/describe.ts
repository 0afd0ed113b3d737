import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Action, brokerVariable, type Reply } from './jest/broker.ts'
import { type Access, type ControlPlane, type StartOptions, startControlPlane } from './start.ts'

const startTimeoutMs = 120_000

/**
 * Tests that share the one control plane of the run; it starts when the first file asks. They keep to groups and
 * namespaces of their own, and remove their CRDs.
 * Without the programs to start one the tests are skipped and a line on stderr says what to do; with `CI=true` they fail.
 *
 *     await describeWithControlPlane('apply', (server) => {
 *       test('…', async () => { new Client(server()) … })
 *     })
 *
 * @param body gets a function that only tests and hooks may call
 */
export async function describeWithControlPlane(name: string, body: (server: () => Access) => void): Promise<void> {
  await describeIfPossible('find', name, () => {
    let access: Access | undefined
    beforeAll(async () => {
      const reply = await ask('start')
      if (!reply.access) throw new Error(reply.error ?? reply.missing ?? 'the broker gave no answer')
      access = reply.access
    }, startTimeoutMs)
    body(() => access!)
  })
}

/** As {@link describeWithControlPlane}, with a control plane of its own (about 3 s more), for tests that need one to themselves. */
export async function describeWithOwnControlPlane(
  name: string,
  options: StartOptions,
  body: (server: () => ControlPlane) => void,
): Promise<void> {
  await describeIfPossible(options.controllerManager ? 'find-all' : 'find', name, () => {
    let plane: ControlPlane | undefined
    beforeAll(async () => {
      plane = await startControlPlane(options)
    }, startTimeoutMs)
    afterAll(() => plane?.stop())
    body(() => plane!)
  })
}

async function describeIfPossible(action: Action, name: string, body: () => void): Promise<void> {
  const { missing, error } = await ask(action)
  if (error) throw new Error(error)
  if (missing === undefined) describe(name, body)
  else if (process.env.CI === 'true') {
    test(`${name}: there is a control plane`, () => {
      throw new Error(missing)
    })
  } else describe.skip(name, body)
}

async function ask(action: Action): Promise<Reply> {
  const broker = process.env[brokerVariable]
  if (!broker)
    throw new Error('run these tests in the Jest project `whole`, whose global setup knows the control plane')
  const response = await fetch(broker + action, { method: 'POST' })
  return (await response.json()) as Reply
}
