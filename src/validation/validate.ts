import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { Value } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'

/** What the API server would say about one write. */
export interface Outcome {
  /** Causes (severity error) and warnings. Empty of errors exactly when the server accepts. */
  findings: Finding[]
  /** The object as a read would return it, less what only the server knows; undefined when refused. */
  stored: Value | undefined
}

export interface ValidateOptions {
  serverVersion: ServerVersion
}

/** The answer to creating this resource on a server that has exactly this CRD. */
export function validateCreate(_document: Document, _crd: CRD, _options: ValidateOptions): Outcome {
  return { findings: [], stored: undefined }
}
