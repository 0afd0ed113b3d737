import type { Terminal } from '../cli/terminal.ts'
import type { Definition } from '../cluster/definitions/definitions.ts'
import { visible } from '../model/printable.ts'
import type { CRD } from '../schema/crd.ts'

/** Says why it is not the CRD that is used, if it is not. */
export function tellInstead({ instead, refusal }: Definition, crd: CRD, terminal: Terminal): void {
  const name = visible(crd.name)
  const said = {
    forbidden: `the CRD ${name} cannot be read; this is what the server publishes of it, without columns, conversion and which version is stored`,
    aggregated: `${name} has no CRD; this is what its own server publishes, which may enforce more`,
    'built-in': `${name} is built into Kubernetes, which enforces more than the schema that it publishes`,
  }
  if (instead === undefined) return
  terminal.err(`Note: ${said[instead]}\n`)
  if (instead === 'forbidden' && refusal?.hint !== undefined) terminal.err(`hint: ${visible(refusal.hint)}\n`)
}
