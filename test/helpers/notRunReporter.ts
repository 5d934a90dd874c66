import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { noteNotRun } from '../../scripts/lib/notRun.js'

/** Says at the end which tests were not run, and why. One that doesn't say why fails the run. */
export default class NotRunReporter implements Reporter {
  #vitest: Vitest | null = null

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(({ children }) => [...children.allTests('skipped')])
    const found = skipped.flatMap((test) => {
      const result = test.result()
      const why = test.meta().notRun ?? (result.state === 'skipped' ? result.note : undefined)
      return [{ test: `${test.module.relativeModuleId}: ${test.fullName}`, why }]
    })
    const isChosen = this.#vitest?.config.testNamePattern !== undefined
    const reasoned = found.flatMap(({ test, why }) => (why === undefined ? [] : [{ test, why }]))
    noteNotRun(reasoned)
    if (isChosen || reasoned.length === found.length) return
    process.exitCode = 1
    for (const { test, why } of found) {
      if (why === undefined) process.stderr.write(`Skipped without a reason: ${test}\n`)
    }
  }
}
