import type { Outcomes } from '#shared/status'
import type { Events, FileProgress } from '../events'

/** Counts what came of files that somebody should hear of, and keeps the last of each kind. */
export class OutcomeCounts {
  #outcomes: Outcomes = {
    failed: { count: 0, last: null },
    flawed: { count: 0, last: null },
    returned: { count: 0, last: null },
  }

  get outcomes(): Outcomes {
    return this.#outcomes
  }

  /** `progress` is the last that was told of the file; without it nothing is known of its lines. */
  file({ fileId, name, status, detail }: Events['file'], progress: FileProgress | undefined): void {
    const { failed, flawed } = this.#outcomes
    if (status === 'failed') {
      const last = { fileId, name, message: detail ?? '' }
      this.#outcomes = { ...this.#outcomes, failed: { count: failed.count + 1, last } }
    } else if (status === 'complete' && progress !== undefined && progress.errorLines > 0) {
      const { importedLines, errorLines: bad } = progress
      const last = { fileId, name, lines: importedLines + bad, bad }
      this.#outcomes = { ...this.#outcomes, flawed: { count: flawed.count + 1, last } }
    }
  }

  returned(last: Events['returned']): void {
    const { count } = this.#outcomes.returned
    this.#outcomes = { ...this.#outcomes, returned: { count: count + 1, last } }
  }
}
