import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { type OtherServer, openOtherServer } from './api-server.ts'
import { type Ran, runPlugin } from './run-plugin.ts'

await describeWithOwnControlPlane('resources of an API server of their own', {}, (server) => {
  let folder: string
  let client: Client
  let other: OtherServer

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-aggregated-'))
    client = new Client(server())
    other = await openOtherServer(client)
    const published = '/openapi/v3/apis/measures.example.com/v1'
    for (let i = 0; i < 400 && (await client.request('GET', published)).status !== 200; i++) await sleep(100)
  }, 60_000)
  afterAll(() => {
    client.close()
    other.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (cache: string, ...words: string[]): Promise<Ran> =>
    runPlugin(words, { KUBECONFIG: server().kubeconfigPath, KUBECACHEDIR: join(folder, cache), HOME: folder })

  test('are explained by what it publishes', async () => {
    const { code, out, err } = await run('a', 'explain', 'ga.level', '--recursive')
    expect(code).toBe(0)
    expect(err).toBe(
      'Note: gauges.measures.example.com has no CRD; this is what its own server publishes, which may enforce more\n',
    )
    expect(out).toMatch(/^FIELD: level <Level>$/m)
    expect(out).toMatch(/percent\s<integer> -required-/)
    expect(out).not.toContain('default')
  })

  test('are not judged, for want of a CRD', async () => {
    const file = join(folder, 'gauge.json')
    writeFileSync(
      file,
      '{"apiVersion":"measures.example.com/v1","kind":"Gauge","metadata":{"name":"a"},"level":{"percent":101}}',
    )
    expect((await run('a', 'validate', file)).err).toContain('1 unknown')
    expect(await run('a', 'validate', file, '--live')).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 skipped'),
    })
  })

  test('are missed when it is down, and that is said', async () => {
    other.close()
    const stale = async () => (await client.request('GET', '/apis/measures.example.com/v1')).status === 503
    for (let i = 0; i < 400 && !(await stale()); i++) await sleep(100)
    let said = ''
    for (let i = 0; i < 400 && !said.includes('did not answer'); i++) {
      said = (await run(`b${i}`, 'explain', 'ga.level')).err
      await sleep(100)
    }
    expect(said).toContain('error: the server doesn\'t have a resource type "ga"\n')
    expect(said).toContain('hint: these did not answer, and may have it: measures.example.com/v1\n')
    // Everything else is there.
    expect((await run('c', 'explain', 'cm.data')).code).toBe(0)
  }, 90_000)
})
