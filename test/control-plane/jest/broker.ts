import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findBinaries, MissingBinaries } from '../binaries.ts'
import { type Access, type ControlPlane, startControlPlane } from '../start.ts'

/** The environment variable by which test files know the URL of the run's broker. */
export const brokerVariable = 'KUBECTL_CRD_TEST_BROKER'

/** What a test file gets from the broker. */
export type Reply = { access?: Access; missing?: string; error?: string }

export interface Broker {
  url: string
  /** Stops the control plane, if anybody asked for it. */
  close(): Promise<void>
}

/**
 * Jest's test files run in processes of their own. The one that started them owns the control plane of the run, starts it
 * when the first file asks, and tells all of them where it is: `POST find` makes sure of the programs, `POST start` starts.
 */
export async function openBroker(): Promise<Broker> {
  let plane: Promise<ControlPlane> | undefined
  const answer = async (action: string): Promise<Reply> => {
    try {
      await findBinaries()
      if (action === 'find') return {}
      const { url, port, token, ca, kubeconfigPath, kubectl } = await (plane ??= startControlPlane())
      return { access: { url, port, token, ca, kubeconfigPath, kubectl } }
    } catch (error) {
      if (error instanceof MissingBinaries) return { missing: error.message }
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }
  // The path is a secret: a token of a cluster administrator is to be had there.
  const secret = randomUUID()
  const server = createServer((request, response) => {
    const action = new RegExp(`^/${secret}/(find|start)$`).exec(request.url ?? '')?.[1]
    if (!action) response.writeHead(404).end()
    else answer(action).then((reply) => response.end(JSON.stringify(reply)))
  })
  server.unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}/`,
    close: async () => {
      server.close()
      await plane?.then(
        (started) => started.stop(),
        () => {},
      )
    },
  }
}
