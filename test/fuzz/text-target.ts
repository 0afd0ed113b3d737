import { judgeDocument } from '../../src/commands/judge-document.ts'
import { decodeText } from '../../src/manifest/decode-text.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { usualAdvice } from '../../src/model/advice-choice.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { JsonReport } from '../../src/report/json.ts'
import { plainStyle } from '../../src/report/style.ts'
import { TextReport } from '../../src/report/text.ts'
import { Catalog } from '../../src/schema/catalog.ts'
import { below, chance, pick, type Random } from '../conformance/mutate/random.ts'
import { generate, injure } from '../conformance/yaml/generate.ts'
import { law, type Target } from './target.ts'

const openings = [
  '[',
  '{',
  '- ',
  '? ',
  'a: ',
  '"',
  "'",
  '&a [',
  '!!map {',
  '|\n ',
  '>-\n  ',
  '<<: *a\n',
  '---\n',
  '\ufeff',
  '\0',
]

function make(random: Random): string {
  const kind = below(random, 10)
  if (kind === 0) return Array.from({ length: below(random, 200) }, () => pick(random, openings)).join('')
  if (kind === 1) return pick(random, openings).repeat(below(random, 3000))
  if (kind === 2) return String.fromCodePoint(...Array.from({ length: below(random, 300) }, () => anyCodePoint(random)))
  const text = chance(random, 0.3) ? `${generate(random)}\n---\n${generate(random)}` : generate(random)
  return kind < 6 ? injure(random, text) : text
}

function anyCodePoint(random: Random): number {
  const code = chance(random, 0.8) ? below(random, 0x100) : below(random, 0x11_0000)
  return code >= 0xd800 && code < 0xe000 ? 0x20 : code
}

function run(text: string): void {
  const bytes = new TextEncoder().encode(text)
  decodeText(bytes.subarray(0, bytes.length - 1))
  const origin = { name: 'fuzz', text }
  const reports = [new TextReport({ style: plainStyle, verbose: true }), new JsonReport('1.36')]
  for (const report of reports) report.open()
  for (const document of readManifests(origin)) {
    const { range, root, findings } = document
    law(range.start >= 0 && range.start <= range.end && range.end <= text.length, 'a document lies within the text')
    law(root !== undefined || findings.length > 0, 'what cannot be read is explained')
    for (const { position } of findings) {
      if (!position) continue
      const { start, end } = position
      law(start >= 0 && start <= end && end <= text.length, 'a finding lies within the text')
    }
    if (root !== undefined) rereads(marshal(root))
    const result = judgeDocument(document, new Catalog(), {
      serverVersion: newestVersion,
      strictKinds: false,
      printStored: true,
      advice: usualAdvice,
      subresource: '',
      costs: false,
      old: () => undefined,
    })
    for (const report of reports) report.result(result)
  }
}

/** JSON is YAML: what was read, written as JSON, reads the same. */
function rereads(json: string): void {
  if (json.length > 100_000) return
  const [again] = readManifests({ name: 'again', text: json }, { raw: true })
  law(again?.root !== undefined && marshal(again.root) === json, `read again it is the same: ${json.slice(0, 500)}`)
}

export const textTarget: Target = { name: 'text', make, run }
