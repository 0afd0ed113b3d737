import { afterAll, expect, test } from '@jest/globals'
import { isBuiltinGroup } from '../../src/model/builtin.ts'
import { builtinKindsOf } from '../../src/model/builtin-kinds.ts'
import { parseApiVersion } from '../../src/model/gvk.ts'
import { builtinKinds } from './builtin-kinds.ts'
import { Client } from './client.ts'
import { describeWithControlPlane } from './describe.ts'

await describeWithControlPlane('the kinds of Kubernetes itself', (server) => {
  let client: Client | undefined
  afterAll(() => client?.close())

  test('those that a server has as it comes are known', async () => {
    client = new Client(server())
    const served = Object.entries(await builtinKinds(client))
    // Other tests install CRDs, none in a group of these.
    const own = served.filter(([apiVersion]) => isBuiltinGroup(parseApiVersion(apiVersion)!.group))
    expect(own.length).toBeGreaterThan(15)
    for (const [apiVersion, kinds] of own) expect(builtinKindsOf(apiVersion)).toEqual(expect.arrayContaining(kinds))
  })
})
