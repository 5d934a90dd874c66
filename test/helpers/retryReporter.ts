import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** A busy machine may hold up a window now and then; what is held up more often has a fault. */
const MOST_RETRIED = 2

/** Says which tests passed only when they were tried again, and why. More than two fail the run. */
export default class RetryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules
      .flatMap(({ children }) => [...children.allTests()])
      .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
    for (const test of retried) {
      process.stderr.write(`Tried again: ${test.module.relativeModuleId}: ${test.fullName}\n`)
      for (const why of failures(test)) process.stderr.write(`${why}\n`)
    }
    if (retried.length <= MOST_RETRIED) return
    process.exitCode = 1
    process.stderr.write(
      `${retried.length} tests were tried again; at most ${MOST_RETRIED} may be.\n`,
    )
  }
}

/** How its attempts failed. */
function failures(test: TestCase): string[] {
  return test
    .attempts()
    .flatMap(({ errors }) => errors ?? [])
    .map(({ message, stack }) => stack ?? message)
}
