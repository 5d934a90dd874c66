import type { JobKind, JobProgress } from '#shared/jobs'
import type { SteppingThread } from './steppedTasks'
import type { Progress } from './task'

/** At most ten messages a second for each job. */
const TELL_MS = 100

/** A long action as whoever does it sees it. */
export interface Job {
  readonly id: string
  readonly isCancelled: boolean
  /** Is called when it is cancelled; at once when it was before. */
  onCancel(listener: () => void): void
  tell(progress: Progress): void
}

class RunningJob implements Job {
  readonly id: string
  readonly #kind: JobKind
  readonly #tell: (progress: JobProgress) => void
  readonly #cancel = new AbortController()
  #last: Progress | null = null
  #toldAt = -Infinity

  constructor(id: string, kind: JobKind, tell: (progress: JobProgress) => void) {
    this.id = id
    this.#kind = kind
    this.#tell = tell
  }

  get isCancelled(): boolean {
    return this.#cancel.signal.aborted
  }

  cancel(): void {
    this.#cancel.abort()
  }

  onCancel(listener: () => void): void {
    if (this.isCancelled) listener()
    else this.#cancel.signal.addEventListener('abort', listener, { once: true })
  }

  /** Says that it is under way, however long its first step waits for others. */
  begin(): void {
    this.#send({ done: 0, total: null, found: 0 })
  }

  tell(progress: Progress): void {
    // The first that is found is worth a message of its own.
    const isFirst = progress.found > 0 && (this.#last?.found ?? 0) === 0
    this.#last = progress
    const now = performance.now()
    if (now - this.#toldAt < TELL_MS && !isFirst) return
    this.#toldAt = now
    this.#send(progress)
  }

  /** Tells what was last said, if it was kept back. */
  finish(): void {
    if (this.#last !== null) this.#send(this.#last)
  }

  #send(progress: Progress): void {
    this.#tell({ job: this.id, kind: this.#kind, ...progress })
  }
}

export type JobOutcome<T> = ({ readonly state: 'done' } & T) | { readonly state: 'cancelled' }

/** The long actions that are under way, each by the name that its caller gave it. */
export class Jobs {
  readonly #tell: (progress: JobProgress) => void
  readonly #running = new Map<string, { job: RunningJob; over: Promise<unknown> }>()

  constructor(tell: (progress: JobProgress) => void) {
    this.#tell = tell
  }

  get count(): number {
    return this.#running.size
  }

  /**
   * Does the work under this name. It answers null where it was cancelled and has put everything
   * back. Throws when the name is taken.
   */
  async run<T extends object>(
    id: string,
    kind: JobKind,
    work: (job: Job) => Promise<T | null>,
  ): Promise<JobOutcome<T>> {
    if (this.#running.has(id)) throw new Error('This is under way already.')
    const job = new RunningJob(id, kind, this.#tell)
    job.begin()
    const over = work(job)
    this.#running.set(id, { job, over })
    try {
      const result = await over
      job.finish()
      return result === null ? { state: 'cancelled' } : { state: 'done', ...result }
    } finally {
      this.#running.delete(id)
    }
  }

  /** False when there is no such job. It ends soon after. */
  cancel(id: string): boolean {
    const running = this.#running.get(id)
    running?.job.cancel()
    return running !== undefined
  }

  /** Cancels all and waits until they are over. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()]
    for (const { job } of running) job.cancel()
    await Promise.allSettled(running.map(({ over }) => over))
  }
}

/** Does a task of a thread step by step; null where the job was cancelled. */
export async function runTask<R, T>(
  job: Job,
  thread: SteppingThread<R>,
  task: R,
): Promise<T | null> {
  await thread.call('begin', { job: job.id, task })
  try {
    while (!job.isCancelled) {
      const stepped = await thread.call('step', { job: job.id })
      job.tell(stepped.progress)
      // What a thread of this program makes of a task needs no look; the door to the window looks.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      if (stepped.result !== null) return stepped.result as T
    }
    return null
  } finally {
    await thread.call('close', { job: job.id }).catch(() => undefined)
  }
}
