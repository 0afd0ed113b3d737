import { currentRun } from './run.ts'

/** Prints nothing: it tells the teardown whether anything failed. */
export default class FailureReporter {
  onTestResult(_test: unknown, result: { numFailingTests: number; testExecError?: unknown }): void {
    const run = currentRun()
    if (run && (result.numFailingTests > 0 || result.testExecError)) run.failed = true
  }
}
