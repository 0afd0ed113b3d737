import { currentRun } from './run.ts'

/** Prints nothing: it tells the teardown whether a test failed that may have used a control plane. */
export default class FailureReporter {
  onTestResult(
    test: { context: { config: { displayName?: { name: string } } } },
    result: { numFailingTests: number; testExecError?: unknown },
  ): void {
    const run = currentRun()
    const concerned = test.context.config.displayName?.name === 'whole'
    if (run && concerned && (result.numFailingTests > 0 || result.testExecError)) run.failed = true
  }
}
