import type { JobId, JobProgress } from '#shared/jobs'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A long action that is under way. */
export interface RunningJob {
  readonly id: JobId
  /** What it does, for a card of its own; null where the view that started it shows it. */
  readonly label: string | null
  /** Lines; `total` is null while it is not known. */
  readonly done: number
  readonly total: number | null
  readonly found: number
  /** True once it is at work: before, the operator may still be asked for a file's name. */
  readonly begun: boolean
  /** True from when it was told to stop until it has. */
  readonly stopping: boolean
}

interface JobsState {
  readonly running: ReadonlyMap<JobId, RunningJob>
  readonly actions: {
    readonly jobStarted: (id: JobId, label: string | null) => void
    readonly progressReceived: (progress: JobProgress) => void
    readonly jobStopping: (id: JobId) => void
    readonly jobEnded: (id: JobId) => void
  }
}

const store = createStore<JobsState>()((set) => {
  /** Changes a job that is still under way; a late push for one that ended does nothing. */
  function change(id: JobId, patch: Partial<RunningJob>): void {
    set(({ running }) => {
      const job = running.get(id)
      return job ? { running: new Map(running).set(id, { ...job, ...patch }) } : {}
    })
  }
  return {
    running: new Map(),
    actions: {
      jobStarted(id, label) {
        const job = { id, label, done: 0, total: null, found: 0, begun: false, stopping: false }
        set(({ running }) => ({ running: new Map(running).set(id, job) }))
      },
      progressReceived({ job, done, total, found }) {
        change(job, { done, total, found, begun: true })
      },
      jobStopping(id) {
        change(id, { stopping: true })
      },
      jobEnded(id) {
        set(({ running }) => {
          const left = new Map(running)
          left.delete(id)
          return { running: left }
        })
      },
    },
  }
})

export const useJobs = <T>(select: (state: JobsState) => T): T => useStore(store, select)
export const jobsState = store.getState
export const onJobsChange = (
  listener: (state: JobsState, before: JobsState) => void,
): (() => void) => store.subscribe(listener)

/** Done part of a job, 0 to 1; 0 while nobody knows how much there is. */
export function jobShare(job: Pick<RunningJob, 'done' | 'total'>): number {
  return job.total === null || job.total === 0 ? 0 : Math.min(1, job.done / job.total)
}
