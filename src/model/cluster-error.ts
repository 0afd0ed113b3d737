/**
 * A cluster cannot be reached, refuses, or is not described well enough. The message is what kubectl would print, with its
 * beginning (`error: …`, `Error from server (NotFound): …`, `Unable to connect to the server: …`).
 */
export class ClusterError extends Error {
  /** What to do next: a line for each when there are several. */
  readonly hint: string | undefined
  /** Nobody answered at all. */
  readonly isUnreachable: boolean = false
  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.hint = hint
  }
}
