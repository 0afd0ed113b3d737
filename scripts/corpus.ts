// npm run corpus: validate and explain over everything in the corpus. Prints counts and time; fails on a crash, and when
// a CRD does not load.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgeDocument } from '../src/commands/judge-document.ts'
import { explain } from '../src/explain/explain.ts'
import { renderPlaintext } from '../src/explain/render-plaintext.ts'
import { plainStyle } from '../src/explain/style.ts'
import { decodeText } from '../src/manifest/decode-text.ts'
import { readManifests } from '../src/manifest/read.ts'
import { usualAdvice } from '../src/model/advice-choice.ts'
import { gvkOf } from '../src/model/document.ts'
import { count, emptySummary } from '../src/model/result.ts'
import { newestVersion } from '../src/model/server-version.ts'
import { Catalog } from '../src/schema/catalog.ts'
import { isCRD, readCRD } from '../src/schema/crd.ts'
import { corpus } from './recorded.ts'

if (!existsSync(corpus)) {
  console.error(`no corpus at ${corpus}: set KUBECTL_CRD_CORPUS`)
  process.exit(2)
}
const options = {
  serverVersion: newestVersion,
  strictKinds: false,
  printStored: true,
  advice: usualAdvice,
  costs: true,
  subresource: '' as const,
  old: () => undefined,
}
const summary = emptySummary()
let crds = 0
let unloaded = 0
let fields = 0
let crashes = 0

function attempt<T>(what: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    crashes++
    console.error(`${what}: ${(error as Error).stack}`)
    return undefined
  }
}

let started = performance.now()
const projects = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory())
for (const project of projects) {
  const folder = join(corpus, project.name)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => /\.(?:ya?ml|json)$/.test(n))
  const catalog = new Catalog()
  const texts = names
    .sort()
    .map((name) => ({ name: join(project.name, name), text: decodeText(readFileSync(join(folder, name))).text }))
  for (const origin of texts) if (origin.name.includes('/crds/')) catalog.addText(origin)
  for (const origin of texts) {
    for (const document of attempt(origin.name, () => readManifests(origin)) ?? []) {
      const result = attempt(origin.name, () => judgeDocument(document, catalog, options))
      if (result) count(summary, result)
    }
  }
}
console.log(`validate: ${JSON.stringify(summary)} in ${((performance.now() - started) / 1000).toFixed(1)} s`)

started = performance.now()
for (const project of projects) {
  const folder = join(corpus, project.name, 'crds')
  if (!existsSync(folder)) continue
  for (const name of readdirSync(folder).sort()) {
    const origin = { name: join(project.name, 'crds', name), text: readFileSync(join(folder, name), 'utf8') }
    for (const document of readManifests(origin)) {
      if (!isCRD(gvkOf(document.root))) continue
      const crd = readCRD(document)
      if (!crd) {
        unloaded++
        console.error(`${origin.name}: does not load`)
        continue
      }
      crds++
      for (const version of crd.versions) {
        const argument = `${crd.names.plural}.${version.name}.${crd.group}`
        const answer = attempt(argument, () => explain([crd], argument, { recursive: true }))
        if (!answer || 'error' in answer) {
          crashes++
          console.error(`${argument}: ${answer && 'error' in answer ? answer.error : 'no answer'}`)
          continue
        }
        fields += answer.doc.fields.length
        attempt(argument, () => renderPlaintext(answer.doc, { width: 80, style: plainStyle, short: true, paths: true }))
      }
    }
  }
}
const took = ((performance.now() - started) / 1000).toFixed(1)
console.log(`explain --recursive: ${crds} CRDs, ${unloaded} not loaded, ${fields} fields in ${took} s`)
console.log(`crashes: ${crashes}`)
process.exitCode = crashes + unloaded > 0 ? 1 : 0
