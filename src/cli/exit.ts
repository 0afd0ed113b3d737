/**
 * Exit codes: 0 yes, 1 the answer is no, 2 usage or could not load, 3 a bug of ours. When the reader of our output went away
 * before there was an answer, it is what the shell gives to a program that SIGPIPE ended.
 */
export const exitCode = { yes: 0, no: 1, usage: 2, bug: 3, closedPipe: 141 } as const

/** Something the user can mend. The message says what, the hint how: a line for each when there are several. */
export class UserError extends Error {
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}
