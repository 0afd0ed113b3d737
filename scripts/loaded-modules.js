// Preloaded by bench-startup: says at exit which parts of the bundle and which packages were loaded.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const meta = JSON.parse(readFileSync(new URL('../dist/meta.json', import.meta.url), 'utf8'))
const seen = new Set()
let chunks = 0
registerHooks({
  load(url, context, next) {
    const chunk = /\/(dist\/[^/?]+)$/.exec(url)?.[1]
    if (chunk) chunks++
    for (const input of Object.keys(meta.outputs[chunk]?.inputs ?? {})) {
      const path = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? /^src\/([^/]+)/.exec(input)?.[1]
      if (path) seen.add(path)
    }
    return next(url, context)
  },
})
process.on('exit', () => console.error(`loaded: ${[...seen].sort().join(' ')}\nchunks: ${chunks}`))
