import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from '@jest/globals'
import { builtinFields } from './builtin-fields.ts'
import { Client } from './client.ts'
import { describeWithControlPlane } from './describe.ts'

await describeWithControlPlane('the fields that every custom resource has', (server) => {
  let client: Client | undefined
  afterAll(() => client?.close())

  test('are known as the server publishes them', async () => {
    client = new Client(server())
    const file = new URL('../../src/schema/built-in-fields.json', import.meta.url)
    const { source: _, ...known } = JSON.parse(readFileSync(file, 'utf8'))
    expect(known).toEqual(await builtinFields(client))
  })
})
