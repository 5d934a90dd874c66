import type { Progress, Task } from './task'

/** One step of a task. */
export interface Stepped {
  readonly progress: Progress
  /** What the task came to; null while there is more to do. */
  readonly result: unknown
}

/** What a thread answers that does tasks step by step, each as long as `stepMs`. */
export function steppedTasks<R>(start: (request: R, job: string) => Task<object>, stepMs: number) {
  const tasks = new Map<string, Task<object>>()

  return {
    begin: ({ job, task }: { job: string; task: R }): void => {
      tasks.set(job, start(task, job))
    },

    step: async ({ job }: { job: string }): Promise<Stepped> => {
      const task = tasks.get(job)
      if (task === undefined) throw new Error(`there is no task ${job}`)
      const result = await task.step(performance.now() + stepMs)
      return { progress: task.progress, result }
    },

    /** Ends a task, done or not. */
    close: ({ job }: { job: string }): void => {
      tasks.get(job)?.close()
      tasks.delete(job)
    },
  }
}

/** A thread with such tasks, seen from outside. */
export interface SteppingThread<R> {
  call(method: 'begin', input: { job: string; task: R }): Promise<void>
  call(method: 'step', input: { job: string }): Promise<Stepped>
  call(method: 'close', input: { job: string }): Promise<void>
}
