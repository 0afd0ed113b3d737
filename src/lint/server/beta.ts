import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import { dotted, type Path } from '../../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'
import { definitionFinding, findings } from './finding.ts'
import type { Judgement } from './judge.ts'

/**
 * About an apiextensions.k8s.io/v1beta1 CustomResourceDefinition: what was wrong with it even then, and as warnings
 * what v1 requires, in contents and in form.
 */
export function betaFindings(document: Document, v1: Judgement, beta: Judgement): Finding[] {
  const before = new Map<string, number>()
  const key = ({ field, message }: { field: string; message: string }) => `${field}\n${message}`
  for (const cause of beta.causes) before.set(key(cause), (before.get(key(cause)) ?? 0) + 1)
  const required: Finding[] = []
  for (const cause of v1.causes) {
    const count = before.get(key(cause)) ?? 0
    if (count > 0) before.set(key(cause), count - 1)
    else required.push({ ...definitionFinding(cause, 'warning'), source: 'lint', code: 'CRD0240' })
  }
  return [removed, ...findings(beta), ...required, ...moved(document.root)]
}

const removed: Finding = {
  code: 'CRD0240',
  source: 'lint',
  severity: 'warning',
  path: ['apiVersion'],
  field: 'apiVersion',
  reason: '',
  message: 'apiextensions.k8s.io/v1beta1 is not served since Kubernetes 1.22: write it as apiextensions.k8s.io/v1',
}

/** What v1 writes elsewhere. */
function moved(root: Value | undefined): Finding[] {
  const spec = isDict(root) && isDict(root.spec) ? root.spec : undefined
  if (!spec) return []
  const found: Finding[] = []
  const say = (path: Path, instead: string) => {
    const message = `v1 has no ${dotted(path)}: write ${instead}`
    found.push({ ...removed, path, field: dotted(path), message, atKey: true })
  }
  if (spec.version !== undefined) say(['spec', 'version'], 'spec.versions with its name')
  if (spec.validation !== undefined) say(['spec', 'validation'], 'spec.versions[*].schema')
  for (const key of ['subresources', 'additionalPrinterColumns', 'selectableFields']) {
    if (spec[key] !== undefined) say(['spec', key], `spec.versions[*].${key}`)
  }
  const conversion = isDict(spec.conversion) ? spec.conversion : undefined
  if (conversion?.webhookClientConfig !== undefined) {
    say(['spec', 'conversion', 'webhookClientConfig'], 'spec.conversion.webhook.clientConfig')
  }
  if (conversion?.conversionReviewVersions !== undefined) {
    say(['spec', 'conversion', 'conversionReviewVersions'], 'spec.conversion.webhook.conversionReviewVersions')
  }
  columns(spec, ['spec'], say)
  if (isList(spec.versions)) {
    spec.versions.forEach((version, i) => {
      if (isDict(version)) columns(version, ['spec', 'versions', i], say)
    })
  }
  if (spec.scope === undefined) {
    found.push({
      ...removed,
      path: ['spec'],
      field: 'spec.scope',
      message: 'v1 requires spec.scope: here it is Namespaced',
    })
  }
  return found
}

function columns(holder: Dict, path: Path, say: (path: Path, instead: string) => void): void {
  if (!isList(holder.additionalPrinterColumns)) return
  holder.additionalPrinterColumns.forEach((column, i) => {
    if (isDict(column) && column.JSONPath !== undefined) {
      say([...path, 'additionalPrinterColumns', i, 'JSONPath'], 'jsonPath')
    }
  })
}
