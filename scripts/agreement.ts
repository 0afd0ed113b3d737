// Compares our answers with those a real API server gave: `npm run agreement`. Flags: --show N (differing rows to print, 10),
// --match TEXT (only rows whose file holds it), --min-verdicts, --min-causes, --min-stored PERCENT (exit 1 below it).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { storedCRD } from '../src/lint/server/stored.ts'
import { validateCRDCreate, validateCRDUpdate } from '../src/lint/server/validate.ts'
import { decodeText } from '../src/manifest/decode-text.ts'
import { readManifests } from '../src/manifest/read.ts'
import type { Document } from '../src/model/document.ts'
import { newestVersion } from '../src/model/server-version.ts'
import { isDict, newDict } from '../src/model/value.ts'
import { type CRD, readCRD } from '../src/schema/crd.ts'
import { type Outcome, validateCreate } from '../src/validation/validate.ts'
import { type Cause, canonical, causesOf, corpus, type Row, readRecorded } from './recorded.ts'

const { values: flags } = parseArgs({
  options: {
    show: { type: 'string', default: '10' },
    match: { type: 'string', default: '' },
    'min-verdicts': { type: 'string', default: '0' },
    'min-causes': { type: 'string', default: '0' },
    'min-stored': { type: 'string', default: '0' },
  },
})

const options = { serverVersion: newestVersion }
const texts = new Map<string, Document[]>()
const crds = new Map<string, CRD | undefined>()

function documents(file: string): Document[] {
  let known = texts.get(file)
  if (!known) {
    const decoded = decodeText(readFileSync(join(corpus, file)))
    known = [...readManifests({ name: file, text: decoded.text })]
    texts.set(file, known)
  }
  return known
}

function crdOf(file: string): CRD | undefined {
  if (!crds.has(file)) crds.set(file, documents(file).map(readCRD).find(Boolean))
  return crds.get(file)
}

/** As kubectl sends it: in namespace `default` where none is given. */
function asSent(document: Document, crd: CRD): Document {
  const { root } = document
  if (crd.scope !== 'Namespaced' || !isDict(root) || !isDict(root.metadata) || root.metadata.namespace) return document
  const metadata = Object.assign(newDict(), root.metadata, { namespace: 'default' })
  return { ...document, root: Object.assign(newDict(), root, { metadata }) }
}

/** As the recording has it: without the generation, which only the server counts. */
function storedDefinition(document: Document) {
  const stored = storedCRD(document)
  if (isDict(stored?.metadata)) delete stored.metadata.generation
  return stored
}

/** Undefined where no engine answers such rows yet. */
function ask(row: Row): Outcome | 'unreadable' | undefined {
  const document = documents(row.file).find((d) => d.index === row.document && d.item === row.item)
  if (!document) throw new Error('our reader finds no such document')
  if (document.root === undefined) return 'unreadable'
  if (row.kind === 'crd') return { findings: validateCRDCreate(document, options), stored: storedDefinition(document) }
  if (row.kind === 'crd-update') {
    const old = row.old === undefined || row.old === null ? undefined : documents(row.old)[0]
    if (!old) throw new Error('the CRD before is not there')
    return { findings: validateCRDUpdate(document, old, options), stored: storedDefinition(document) }
  }
  if (row.crd === null) return undefined
  const crd = crdOf(row.crd)
  if (!crd) throw new Error('our reader finds no CRD in that file')
  return validateCreate(asSent(document, crd), crd, options)
}

const unique = (texts: string[]) => [...new Set(texts)]

const normal = (cause: Cause) =>
  [cause.reason === 'BadRequest' ? '' : (cause.field ?? ''), cause.reason ?? '', cause.message ?? '']
    .join(' | ')
    .replace(/selfType\d+/g, 'selfType')

/** What is in `a` and not in `b`, counting repeats. */
function less(a: string[], b: string[]): string[] {
  const rest = [...b]
  return a.filter((text) => {
    const at = rest.indexOf(text)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

const thresholds = { verdict: 'min-verdicts', causes: 'min-causes', stored: 'min-stored' } as const

type Figure = 'verdict' | 'causes' | 'stored' | 'warnings'
const figures: Figure[] = ['verdict', 'causes', 'stored', 'warnings']
const tally = new Map<string, { same: number; all: number }>()
const differing: string[] = []

function count(row: Row, figure: Figure, same: boolean) {
  const key = `${row.kind} ${figure}`
  const at = tally.get(key) ?? { same: 0, all: 0 }
  at.all++
  if (same) at.same++
  tally.set(key, at)
}

function compare(row: Row): void {
  const lines: string[] = []
  let answer: Outcome | 'unreadable' | undefined
  try {
    answer = ask(row)
  } catch (error) {
    lines.push(`  crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    count(row, 'verdict', false)
    report(row, lines)
    return
  }
  if (answer === undefined) return
  const findings = answer === 'unreadable' ? [] : answer.findings
  const errors = findings.filter((f) => f.source === 'server' && f.severity === 'error')
  const verdict = answer === 'unreadable' ? 'unreadable' : errors.length > 0 ? 'reject' : 'accept'
  // What has no CRD there is not judged, so only the reading counts.
  if (row.verdict === 'unknown') return
  count(row, 'verdict', verdict === row.verdict)
  if (verdict !== row.verdict) lines.push(`  verdict: server ${row.verdict}, ours ${verdict}`)

  const theirs = causesOf(row).map(normal)
  const ours = errors.map(normal)
  const missing = less(theirs, ours)
  const extra = less(ours, theirs)
  if (row.verdict === 'reject') count(row, 'causes', missing.length + extra.length === 0)
  lines.push(...missing.map((text) => `  server only: ${text}`), ...extra.map((text) => `  ours only:   ${text}`))

  if (row.stored !== undefined && answer !== 'unreadable') {
    const kept = answer.stored === undefined ? undefined : canonical(answer.stored)
    count(row, 'stored', kept === row.stored)
    if (kept !== undefined && kept !== row.stored) lines.push(`  stored: ${firstDifference(row.stored, kept)}`)
  }
  // The server sends a text once, however many places it is about (apiserver/pkg/warning); ours has a place for each.
  const warned = unique(findings.filter((f) => f.source === 'server' && f.severity === 'warning').map((f) => f.message))
  const warnings = [...less(row.warnings, warned), ...less(warned, row.warnings)]
  if (row.warnings.length + warned.length > 0) count(row, 'warnings', warnings.length === 0)
  if (warnings.length > 0)
    lines.push(`  warnings: server ${JSON.stringify(row.warnings)}, ours ${JSON.stringify(warned)}`)
  if (lines.length > 0) report(row, lines)
}

function report(row: Row, lines: string[]) {
  const item = row.item === null ? '' : ` item ${row.item}`
  differing.push([`${row.kind} ${row.file} document ${row.document}${item}`, `  crd: ${row.crd}`, ...lines].join('\n'))
}

function firstDifference(theirs: string, ours: string): string {
  let at = 0
  while (theirs[at] === ours[at]) at++
  const cut = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `server …${cut(theirs)}…\n          ours   …${cut(ours)}…`
}

if (!existsSync(corpus)) {
  console.error(`error: no corpus at ${corpus}; set KUBECTL_CRD_CORPUS`)
  process.exit(2)
}
const started = performance.now()
const rows = readRecorded().filter((row) => `${row.crd} ${row.file}`.includes(flags.match))
const loaded = performance.now()
for (const row of rows) compare(row)
const took = ((performance.now() - loaded) / 1000).toFixed(1)

for (const text of differing.slice(0, Number(flags.show))) console.log(text)
console.log(
  `\n${differing.length} of ${rows.length} rows differ (read in ${((loaded - started) / 1000).toFixed(1)} s, compared in ${took} s)`,
)
let low = false
for (const kind of ['crd', 'cr', 'crd-update']) {
  for (const figure of figures) {
    const at = tally.get(`${kind} ${figure}`)
    if (!at) continue
    const percent = (100 * at.same) / at.all
    const least = figure === 'warnings' ? 0 : Number(flags[thresholds[figure]])
    const failed = percent < least
    low ||= failed
    const note = failed ? `  below ${least}` : ''
    console.log(
      `${kind.padEnd(11)} ${figure.padEnd(9)} ${at.same}/${at.all}`.padEnd(36),
      `${percent.toFixed(2)} %${note}`,
    )
  }
}
process.exit(low ? 1 : 0)
