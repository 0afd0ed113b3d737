/** What stands behind a finding's code: shown by `explain CODE` and listed in docs/findings.md. */
export interface CodeDoc {
  code: string
  title: string
  /** Who decides it; see FindingSource. */
  source: 'server' | 'lint' | 'manifest' | 'cluster' | 'diff' | 'inspect'
  /** Of what the server only warns about. */
  severity?: 'warning'
  /** Why it is so and what to do, in a few sentences. */
  text: string
  /** A piece of YAML that has the problem, and the same mended. Empty when it is about no single piece, or no problem. */
  bad: string
  good: string
}
