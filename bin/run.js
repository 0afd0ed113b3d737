#!/usr/bin/env node
// The entry for npm and for the launcher beside it: keeps compiled code between runs, then starts the bundle.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('../dist/main.js')
