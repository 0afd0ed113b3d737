// Preloaded by tests and bench-startup: says at exit which parts of the bundle and which packages were loaded.
import { readFileSync } from 'node:fs'
import vm from 'node:vm'

const meta = JSON.parse(readFileSync(new URL('../dist/meta.json', import.meta.url), 'utf8'))
const seen = new Set()
let chunks = 0
// Each chunk of the bundle is one script.
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options)
    const chunk = /[/\\](dist[/\\][^/\\]+)\.cjs$/.exec(options.filename)?.[1]?.replace('\\', '/')
    if (chunk) chunks++
    for (const input of Object.keys(meta.outputs[`${chunk}.js`]?.inputs ?? {})) {
      const path = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? /^src\/([^/]+)/.exec(input)?.[1]
      if (path) seen.add(path)
    }
  }
}
process.on('exit', () => console.error(`loaded: ${[...seen].sort().join(' ')}\nchunks: ${chunks}`))
