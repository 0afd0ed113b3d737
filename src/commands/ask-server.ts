import { refusal } from '../cluster/transport/read-json.ts'
import type { StatusError } from '../cluster/transport/status-error.ts'
import type { Transport } from '../cluster/transport/transport.ts'
import type { Document } from '../model/document.ts'
import { nameOf } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { marshal } from '../model/go/json.ts'
import type { Path } from '../model/path.ts'
import type { Result } from '../model/result.ts'
import { type Dict, isDict, newDict } from '../model/value.ts'

/** As it is created or replaced, or by server-side apply. */
export type DryRun = 'server' | 'apply'

export interface Question {
  how: DryRun
  /** Of the resources, in their namespace. */
  path: string
  /** What is there now. */
  old: Document | undefined
  subresource: '' | 'status'
  /** Those that the input makes: they are not there in a dry run. */
  namespaces: ReadonlySet<string>
}

/**
 * Lets the server judge an object in a dry run, strictly, and adds what it says beyond our own findings. Where it refuses the
 * verdict is that it is invalid.
 * @returns the result; or why it could not be asked
 */
export async function askServer(
  result: Result,
  transport: Transport,
  question: Question,
): Promise<{ result: Result } | { error: StatusError }> {
  const { root } = result.document
  if (!isDict(root)) return { result }
  const answer = await transport.request({ ...requestOf(root, question), idempotent: true })
  const ours = result.findings.filter(({ source, severity }) => source === 'server' && severity === 'error')
  if (answer.status < 300) {
    const findings = [...(ours.length > 0 ? [accepted()] : []), ...warnings(answer.warnings, result)]
    const verdict = result.verdict === 'skipped' ? 'valid' : result.verdict
    return { result: { ...result, verdict, findings: [...result.findings, ...findings] } }
  }
  const error = await refusal(transport, answer)
  if (isNotAsked(error, question.namespaces)) return { error }
  const findings = refused(error, ours)
  return { result: { ...result, verdict: 'invalid', stored: undefined, findings: [...result.findings, ...findings] } }
}

function requestOf(root: Dict, { how, path, old, subresource }: Question) {
  const { name } = nameOf(root)
  const at = `${path}/${encodeURIComponent(name)}${subresource === '' ? '' : `/${subresource}`}`
  const query = 'dryRun=All&fieldValidation=Strict'
  if (how === 'apply')
    return {
      method: 'PATCH',
      path: `${at}?${query}&fieldManager=kubectl`,
      body: marshal(root),
      contentType: 'application/apply-patch+yaml',
    }
  if (!old) return { method: 'POST', path: `${path}?${query}`, body: marshal(root) }
  return { method: 'PUT', path: `${at}?${query}`, body: marshal(withVersionOf(root, old)) }
}

/** A replacement has to say what it replaces. */
function withVersionOf(root: Dict, { root: old }: Document): Dict {
  const metadata = isDict(root.metadata) ? root.metadata : newDict()
  const known = isDict(old) && isDict(old.metadata) ? old.metadata.resourceVersion : undefined
  if (metadata.resourceVersion !== undefined || known === undefined) return root
  const copy = Object.assign(newDict(), metadata, { resourceVersion: known })
  return Object.assign(newDict(), root, { metadata: copy })
}

/** The user may not even ask, or not in this order, which says nothing about the object. */
export function isNotAsked({ code, text }: StatusError, namespaces: ReadonlySet<string> = new Set()): boolean {
  if (code === 401 || code === 429) return true
  const missing = /^namespaces "([^"]*)" not found$/.exec(text)?.[1]
  if (missing !== undefined && namespaces.has(missing)) return true
  return (code === 403 && /User "[^"]*" cannot \S+ resource/.test(text)) || /does not support dry run/.test(text)
}

function finding(code: string, severity: Finding['severity'], message: string, hint: string | undefined): Finding {
  return {
    code,
    source: 'cluster',
    severity,
    path: [],
    field: '',
    reason: '',
    message,
    ...(hint !== undefined && { hint }),
  }
}

function accepted(): Finding {
  const hint = 'does a mutating webhook mend it, or is the CRD of the cluster another one?'
  return finding('CRD0502', 'warning', 'the server accepts it in a dry run all the same', hint)
}

function warnings(texts: readonly string[], { findings }: Result): Finding[] {
  const known = new Set(findings.map(({ message }) => message))
  return texts
    .filter((text) => !known.has(text))
    .map((text) => finding('CRD0504', 'warning', `the server warns: ${text}`, undefined))
}

/** What the server says that we do not. */
function refused(error: StatusError, ours: readonly Finding[]): Finding[] {
  const { causes, text, reason } = error
  if (ours.length === 0) {
    const [cause] = causes?.length === 1 ? causes : []
    const found = finding('CRD0501', 'error', `the server refuses it: ${text}`, hintFor(text))
    return [{ ...found, reason, path: cause ? pathOf(cause.field) : [], field: cause?.field ?? '' }]
  }
  const known = ours.some(({ message }) => text.includes(message))
  const others = (causes ?? []).filter(
    (cause) => !ours.some(({ field, message }) => field === cause.field && message === cause.message),
  )
  if (causes === undefined || causes.length === 0)
    return known ? [] : [{ ...finding('CRD0503', 'warning', `the server says: ${text}`, hintFor(text)), reason }]
  return others.map((cause) => ({
    ...finding(
      'CRD0503',
      'warning',
      `the server says: ${cause.field === '' ? '' : `${cause.field}: `}${cause.message}`,
      undefined,
    ),
    reason: cause.reason,
    path: pathOf(cause.field),
    field: cause.field,
  }))
}

export function hintFor(text: string): string | undefined {
  const policy = /ValidatingAdmissionPolicy '([^']+)'/.exec(text)?.[1]
  if (policy !== undefined) return `kubectl get validatingadmissionpolicy ${policy} -o yaml shows its rules`
  const webhook = /admission webhook "([^"]+)"/.exec(text)?.[1]
  if (webhook !== undefined) return `the webhook ${webhook} decides this, not the CRD`
  const failing = /failed calling webhook "([^"]+)"/.exec(text)?.[1]
  if (failing !== undefined) return `the webhook ${failing} does not answer, and its failurePolicy is Fail`
  if (/^namespaces "[^"]*" not found$/.test(text)) return 'make the namespace first, or choose another with -n'
  if (/^Apply failed with \d+ conflict/.test(text))
    return 'others own these fields: kubectl apply --server-side --force-conflicts takes them over'
  return undefined
}

/** `spec.ports[0].name`; what is no path leads to what holds it. */
function pathOf(field: string): Path {
  return Array.from(field.matchAll(/\[(\d+)\]|([^.[\]]+)/g), ([, index, name]) =>
    index === undefined ? name! : Number(index),
  )
}
