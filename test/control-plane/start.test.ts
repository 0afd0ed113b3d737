import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { Client } from './client.ts'
import { describeWithControlPlane, describeWithOwnControlPlane } from './describe.ts'

await describeWithControlPlane('the control plane of the run', (server) => {
  test('answers the client and kubectl', async () => {
    const client = new Client(server())
    const answer = await client.request('GET', '/api/v1/componentstatuses')
    expect(answer).toMatchObject({ status: 200, warnings: ['v1 ComponentStatus is deprecated in v1.19+'] })
    client.close()
    const { kubectl, kubeconfigPath } = server()
    const { stdout } = await promisify(execFile)(kubectl, ['--kubeconfig', kubeconfigPath, 'get', 'ns', '-o', 'name'])
    expect(stdout).toContain('namespace/default')
  })
})

await describeWithOwnControlPlane(
  'a control plane of its own',
  { emulatedVersion: '1.35', controllerManager: true },
  (server) => {
    test('answers as an older server, and as the same one after a crash', async () => {
      const plane = server()
      const client = new Client(plane)
      const made = await client.request('POST', '/api/v1/namespaces', { metadata: { name: 'survivor' } })
      expect(made.status).toBe(201)
      await plane.killApiServer()
      await expect(client.request('GET', '/version')).rejects.toThrow()
      await plane.startApiServer()
      expect((await client.request('GET', '/version')).json).toMatchObject({ emulationMinor: '35' })
      const { uid } = (made.json as { metadata: { uid: string } }).metadata
      expect((await client.request('GET', '/api/v1/namespaces/survivor')).json).toMatchObject({ metadata: { uid } })
      client.close()
    }, 60_000)

    test('ends and leaves nothing when its owner is killed', async () => {
      const program = fileURLToPath(new URL('run.ts', import.meta.url))
      const owner = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
      const dir = await new Promise<string>((resolve, reject) => {
        let text = ''
        owner.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          const found = /^logs: (.*)\/logs$/m.exec((text += chunk))
          if (found) resolve(found[1]!)
        })
        owner.on('exit', () => reject(new Error(`ended early: ${text}`)))
      })
      const running = () => execFileSync('ps', ['-eo', 'args']).toString().includes(dir)
      expect(running()).toBe(true)
      owner.kill('SIGKILL')
      for (let waited = 0; waited < 5000 && (running() || existsSync(dir)); waited += 50) await sleep(50)
      expect({ running: running(), dir: existsSync(dir) }).toEqual({ running: false, dir: false })
    }, 60_000)
  },
)
