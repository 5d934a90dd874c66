import type { JobProgress } from '#shared/jobs'
import { Jobs } from './jobs'

/** The long actions of the whole station. */
export class StationJobs {
  readonly #parts: Jobs[] = []
  readonly #listeners = new Set<(progress: JobProgress) => void>()

  /** Those of one part, which can end its own. */
  part(): Jobs {
    const jobs = new Jobs((progress) => {
      for (const listener of this.#listeners) listener(progress)
    })
    this.#parts.push(jobs)
    return jobs
  }

  /** How far each is; returns the unsubscribe. */
  onProgress(listener: (progress: JobProgress) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** False when nothing of this name is under way. */
  cancel(job: string): boolean {
    return this.#parts.some((jobs) => jobs.cancel(job))
  }

  /** Cancels all and waits until they are over. */
  async stop(): Promise<void> {
    await Promise.all(this.#parts.map((jobs) => jobs.stop()))
  }
}
