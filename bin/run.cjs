#!/usr/bin/env node
// The entry for npm and for the launcher beside it. It is CommonJS, and short: Node compiles it anew each time.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`error: Node.js 22.13 or later is needed, this is ${process.versions.node}`)
  console.error('hint: install it from https://nodejs.org; in a checkout, npm ci brings it')
  process.exit(2)
}
require('../dist/start.cjs')
