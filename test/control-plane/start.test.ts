import { expect, test } from '@jest/globals'
import { Client } from './client.ts'
import { describeWithControlPlane } from './describe.ts'

await describeWithControlPlane('shared', (server) => {
  test('answers', async () => {
    const client = new Client(server())
    expect((await client.request('GET', '/version')).json).toMatchObject({ gitVersion: 'v1.36.3' })
    client.close()
  })
})
