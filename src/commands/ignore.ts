import { UserError } from '../cli/exit.ts'
import type { Finding } from '../model/finding.ts'
import { nearest } from '../model/nearest.ts'
import { dotted } from '../model/path.ts'
import type { Result, Verdict } from '../model/result.ts'
import { codeDocs } from './code-docs.ts'

/** Which findings are not to be told. What is undefined matches all. */
export interface IgnoreRule {
  code: string
  /** Of the field: it and all below it. */
  path?: RegExp
  /** Of the file's name. */
  file?: { test(name: string): boolean }
  kind?: string
  name?: string
}

/** `CRD0103` or `CRD0103:spec.replicas`; throws {@link UserError}. */
export function ignoreRule(text: string): IgnoreRule {
  const [, code, path] = /^([^:]*)(?::(.*))?$/s.exec(text)!
  return { code: knownCode(code!), ...(path && { path: fieldPattern(path) }) }
}

/** The code as findings have it; throws {@link UserError} when none has it. */
export function knownCode(text: string): string {
  const code = text.toUpperCase()
  const codes = codeDocs.map((doc) => doc.code)
  if (codes.includes(code)) return code
  const [close] = nearest(code, codes, 1)
  throw new UserError(
    `no finding has the code ${JSON.stringify(text)}`,
    close === undefined ? 'write it as CRD0103 or CRD0103:spec.replicas' : `did you mean ${close}?`,
  )
}

/** `spec.*.name`, `spec.ports[*]`, `**.image`: a star stands for one step, two for any number. */
export function fieldPattern(text: string): RegExp {
  return new RegExp(`^${globSource(text, '[^.[\\]]*')}(?=$|[.[])`)
}

/** `crds/*.yaml`, `legacy/**`: a star stays within a folder; what matches a folder holds for all in it. */
export function filePattern(text: string): RegExp {
  return new RegExp(`^${globSource(text.replace(/\/$/, ''), '[^/]*')}(?=$|/)`)
}

function globSource(text: string, star: string): string {
  return text
    .split(/(\*\*[./]?|\*)/)
    .map((part) => (part === '*' ? star : part.startsWith('**') ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
}

/** Leaves out of results what rules say, and counts it. */
export class Ignored {
  count = 0
  readonly #rules: readonly IgnoreRule[]

  constructor(rules: readonly IgnoreRule[]) {
    this.#rules = rules
  }

  /** The result without what is ignored. When nothing is left against it, the document counts as valid, or as skipped. */
  apply(result: Result): Result {
    const findings = result.findings.filter((finding) => !this.#rules.some((rule) => matches(rule, finding, result)))
    if (findings.length === result.findings.length) return result
    this.count += result.findings.length - findings.length
    return { ...result, findings, verdict: verdictOf(result, findings) }
  }
}

function matches({ code, path, file, kind, name }: IgnoreRule, finding: Finding, result: Result): boolean {
  if (finding.code !== code) return false
  if (kind !== undefined && kind !== result.kind) return false
  if (name !== undefined && name !== result.name) return false
  if (file && !file.test(result.document.origin.name)) return false
  return !path || path.test(finding.field) || path.test(dotted(finding.path))
}

function verdictOf({ verdict, crd, document }: Result, findings: readonly Finding[]): Verdict {
  if (verdict === 'valid' || verdict === 'skipped') return verdict
  if (findings.some(({ severity, source }) => severity === 'error' && source !== 'lint')) return verdict
  const judged = crd !== undefined || (verdict === 'invalid' && document.root !== undefined)
  return judged ? 'valid' : 'skipped'
}
