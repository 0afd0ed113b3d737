// node scripts/builtin-fields.ts: writes src/schema/built-in-fields.json, what a real kube-apiserver publishes of the fields
// that every custom resource has.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatVersion, newestVersion } from '../src/model/server-version.ts'
import { builtinFields } from '../test/control-plane/builtin-fields.ts'
import { Client } from '../test/control-plane/client.ts'
import { startControlPlane } from '../test/control-plane/start.ts'

const plane = await startControlPlane()
const client = new Client(plane)
const fields = await builtinFields(client)
client.close()
await plane.stop()
const server = `kube-apiserver ${formatVersion(newestVersion)}`
const source = `OpenAPI document of ${server} (Apache License 2.0), by scripts/builtin-fields.ts`
const file = fileURLToPath(new URL('../src/schema/built-in-fields.json', import.meta.url))
writeFileSync(file, `${JSON.stringify({ source, ...fields }, null, 2)}\n`)
console.log(file)
