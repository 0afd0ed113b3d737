// node scripts/builtin-kinds.ts: writes src/model/builtin-kinds.json, the kinds that a real kube-apiserver serves with every
// API and feature switched on, as its discovery lists them.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatVersion, newestVersion } from '../src/model/server-version.ts'
import { builtinKinds } from '../test/control-plane/builtin-kinds.ts'
import { Client } from '../test/control-plane/client.ts'
import { startControlPlane } from '../test/control-plane/start.ts'

const plane = await startControlPlane({
  flags: ['--runtime-config=api/all=true', '--feature-gates=AllAlpha=true,AllBeta=true'],
})
const client = new Client(plane)
const found = Object.entries(await builtinKinds(client)).sort()
client.close()
await plane.stop()
const kinds = Object.fromEntries(found.map(([apiVersion, names]) => [apiVersion, names.join(' ')]))
const server = `kube-apiserver ${formatVersion(newestVersion)} with all APIs and features`
const source = `discovery of ${server}, by scripts/builtin-kinds.ts`
const file = fileURLToPath(new URL('../src/model/builtin-kinds.json', import.meta.url))
writeFileSync(file, `${JSON.stringify({ source, kinds }, null, 2)}\n`)
console.log(`${file}: ${found.length} versions of groups`)
