import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findBinaries, MissingBinaries } from '../binaries.ts'
import { type Access, type ControlPlane, startControlPlane } from '../start.ts'

/** The environment variable by which test files know the URL of the run's broker. */
export const brokerVariable = 'KUBECTL_CRD_TEST_BROKER'

export type Action = 'find' | 'find-all' | 'start'

/** What a test file gets from the broker. */
export type Reply = { access?: Access; missing?: string; error?: string }

export interface Broker {
  url: string
  /** Stops the control plane, if anybody asked for it. */
  close(): Promise<void>
}

/**
 * Jest's test files run in processes of their own. The one that started them owns the control plane of the run, starts it
 * when the first file asks, and tells all of them where it is: `POST find` makes sure of the programs (`find-all`: of
 * kube-controller-manager too), `POST start` starts.
 */
export async function openBroker(): Promise<Broker> {
  let plane: Promise<ControlPlane> | undefined
  let told = false
  const answer = async (action: Action): Promise<Reply> => {
    try {
      await findBinaries({ controllerManager: action === 'find-all' })
      if (action !== 'start') return {}
      const { url, port, token, ca, kubeconfigPath, kubectl } = await (plane ??= startControlPlane())
      return { access: { url, port, token, ca, kubeconfigPath, kubectl } }
    } catch (error) {
      if (error instanceof MissingBinaries) {
        // Said here because Jest keeps the output of files without a test that ran to itself.
        if (!told && process.env.CI !== 'true') console.error(`skipping tests: ${error.message}`)
        told = true
        return { missing: error.message }
      }
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }
  // The path is a secret: a token of a cluster administrator is to be had there.
  const secret = randomUUID()
  const server = createServer((request, response) => {
    const action = new RegExp(`^/${secret}/(find|find-all|start)$`).exec(request.url ?? '')?.[1]
    if (!action) {
      response.writeHead(404).end()
      return
    }
    // A build takes minutes, and the client gives up when it hears nothing for long. Space before JSON means nothing.
    const heartbeat = setInterval(() => response.write(' '), 10_000)
    answer(action as Action).then((reply) => {
      clearInterval(heartbeat)
      response.end(JSON.stringify(reply))
    })
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
