import type { DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { printableJSON, printableLine } from '../../model/printable.ts'
import { ruleOf, type SarifOptions, uriOf } from '../sarif.ts'
import { type Spot, sentenceOf, spotOf, subjectOf } from './places.ts'

/** SARIF 2.1.0: each change at its place in the new file, the old one related; waived ones are suppressed. */
export function diffSarif({ pairs }: DiffReport, { version, docOf }: SarifOptions): string {
  const codes = [...new Set(pairs.flatMap(({ changes }) => changes.map(({ code }) => code)))]
  const results = pairs.flatMap((pair) => pair.changes.map((change) => resultOf(change, pair, codes)))
  const lines = results.map((result) => `\n  ${printableJSON(JSON.stringify(result))}`)
  const driver = { name: 'kubectl-crd', version, rules: codes.map((code) => ruleOf(code, docOf(code))) }
  return `{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
 "runs": [{"columnKind": "unicodeCodePoints", "results": [${lines.join(',')}
 ],
 "tool": ${JSON.stringify({ driver })}}]}
`
}

function resultOf(change: ToldChange, pair: ToldPair, codes: readonly string[]): object {
  const { code, effect, counts, waived, versions } = change
  const [before, after] = [spotOf(pair.old, change.old), spotOf(pair.new, change.new)]
  const main = after ?? before ?? { file: pair.new.origin.name, line: 1, column: 1 }
  const isBad = effect.outcome === 'breaking' || effect.outcome === 'undecided'
  const level = !isBad ? 'note' : effect.outcome === 'breaking' && counts ? 'error' : 'warning'
  const name = `${pair.kind} (${pair.group}) ${versions.join(',')} ${subjectOf(change)}`
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    message: { text: `${effect.aspect} ${effect.outcome}: ${printableLine(sentenceOf(change))}` },
    locations: [{ physicalLocation: location(main), logicalLocations: [{ fullyQualifiedName: name }] }],
    ...(before && after && { relatedLocations: [{ message: { text: 'before' }, physicalLocation: location(before) }] }),
    ...(waived !== undefined && { suppressions: [{ kind: 'external', justification: waived }] }),
    properties: { aspect: effect.aspect, outcome: effect.outcome },
  }
}

function location({ file, line, column }: Spot): object {
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } }
}
