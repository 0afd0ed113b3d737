import { marshal } from '../../model/go/json.ts'
import type { ComparedObject, ObjectReport } from '../../model/object-change.ts'
import { printableJSON } from '../../model/printable.ts'
import { fromPlain, type Value } from '../../model/value.ts'
import { yamlText } from '../../model/yaml-text.ts'
import { spotOf } from './places.ts'

/** As docs/schemas/object-diff-report.json describes it; a line for each object. */
export function objectsJson(report: ObjectReport): string {
  const lines = report.objects.map((object) => `  ${marshal(dataOf(object))}`)
  const list = lines.length > 0 ? `\n${lines.join(',\n')}` : ''
  return printableJSON(`{"apiVersion":"${apiVersion}","kind":"${kind}","objects":[${list}]}\n`)
}

export function objectsYaml({ objects }: ObjectReport): string {
  const data = fromPlain({ apiVersion, kind, objects: [] }) as { [key: string]: Value }
  data.objects = objects.map(dataOf)
  return yamlText(data, { sorted: false })
}

const apiVersion = 'kubectl-crd/v1'
const kind = 'ObjectDiffReport'

function dataOf(object: ComparedObject): Value {
  const { document, differences, state, judge, namespace, name } = object
  return fromPlain({
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace,
    name,
    place: spotOf(document, []),
    state,
    judge,
    differences: differences.map(({ path, before, after, by, owners }) => ({
      path,
      ...(before !== undefined && { before: before }),
      ...(after !== undefined && { after: after }),
      by,
      owners,
    })),
  })
}
