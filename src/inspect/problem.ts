/** error: something does not work now; warning: it will not, or surprises; note: worth to know. */
export type Severity = 'error' | 'warning' | 'note'

/** What a problem is about. */
export interface Subject {
  /** As kubectl takes it: `crd`, `apiservice`. */
  type: string
  name: string
}

/** Something that is wrong in a cluster. */
export interface Problem {
  /** CRD4xxx; see src/model/codes/cluster.ts. */
  code: string
  severity: Severity
  /** One word for a column. */
  label: string
  subject: Subject
  /** What is wrong: part of a sentence, with names. */
  what: string
  /** What follows from it, and what the command does. */
  why: string
  /** A command line for a shell that mends it, or shows what has to be known to do so. */
  next: string
}

const order: readonly Severity[] = ['error', 'warning', 'note']

/** The worst first; of one severity as they came. */
export function bySeverity(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
