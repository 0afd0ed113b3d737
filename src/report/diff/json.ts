import type { DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { marshal } from '../../model/go/json.ts'
import { printableJSON } from '../../model/printable.ts'
import { clone, fromPlain, newDict, type Value } from '../../model/value.ts'
import { yamlText } from '../../model/yaml-text.ts'
import { sentenceOf, spotOf } from './places.ts'

/** As docs/schemas/diff-report.json describes it; a line for each change. */
export function diffJson(report: DiffReport): string {
  const { pairs, ...head } = reportData(report)
  const start = JSON.stringify(head).slice(0, -1)
  const shown = pairs.map(({ changes, ...rest }) => {
    const lines = changes.map((change) => `    ${marshal(fromPlain(change))}`)
    const open = JSON.stringify(rest).slice(0, -1)
    return `  ${open}, "changes": [${lines.length > 0 ? `\n${lines.join(',\n')}` : ''}]}`
  })
  return printableJSON(`${start}, "pairs": [${shown.length > 0 ? `\n${shown.join(',\n')}` : ''}]}\n`)
}

export function diffYaml(report: DiffReport): string {
  return yamlText(fromPlain(reportData(report)), { sorted: false })
}

function reportData({ verdict, added, removed, pairs }: DiffReport) {
  return {
    apiVersion: 'kubectl-crd/v1',
    kind: 'DiffReport',
    verdict,
    compared: pairs.length,
    added,
    removed,
    pairs: pairs.map(pairData),
  }
}

function pairData(pair: ToldPair) {
  const { group, kind, verdict, changes, plan, rollback, against } = pair
  return {
    group,
    kind,
    old: pair.old.origin.name,
    new: pair.new.origin.name,
    verdict,
    ...(rollback && { rollback }),
    ...(against && { against }),
    ...(plan.length > 0 && { plan: plan.map(({ text, command }) => ({ text, command: command ?? null })) }),
    changes: changes.map((change) => changeData(change, pair)),
  }
}

function changeData(change: ToldChange, pair: ToldPair) {
  const { code, versions, path, effect, waived } = change
  return {
    code,
    aspect: effect.aspect,
    outcome: effect.outcome,
    versions,
    path,
    message: sentenceOf(change),
    old: spotOf(pair.old, change.old) ?? null,
    new: spotOf(pair.new, change.new) ?? null,
    witness: (effect.witness && clone(effect.witness)) ?? null,
    ...(effect.from && { from: clone(effect.from) }),
    ratchets: effect.ratchets ?? null,
    waived: waived ?? null,
  }
}

/** What is special about a witness: without the heading that every object has. */
export function bodyOf(witness: Value): Value {
  const body = newDict()
  const heading = new Set(['apiVersion', 'kind', 'metadata'])
  if (typeof witness === 'object' && witness !== null)
    for (const [key, value] of Object.entries(witness)) if (!heading.has(key)) body[key] = value as Value
  return Object.keys(body).length > 0 ? body : witness
}
