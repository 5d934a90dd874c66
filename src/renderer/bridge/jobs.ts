import type { CallReply, InvokeChannel, InvokeInput, InvokeOutput } from '#shared/ipc'
import type { JobId } from '#shared/jobs'
import { jobsState } from '../stores/jobs/jobs'
import { ask } from './station'

/** Calls that answer when a long action is over. */
type JobChannel = {
  [C in InvokeChannel]: InvokeInput<C> extends { job: JobId } ? C : never
}[InvokeChannel]

export function newJobId(): JobId {
  return crypto.randomUUID()
}

/**
 * Starts a long action and waits for its end; its progress is in the store of jobs meanwhile.
 * @param label heads a card with progress and a way to stop it; null where a view shows both.
 */
export async function runJob<C extends JobChannel>(
  channel: C,
  input: InvokeInput<C> & { readonly job: JobId },
  label: string | null,
): Promise<CallReply<InvokeOutput<C>>> {
  const { jobStarted, jobEnded } = jobsState().actions
  jobStarted(input.job, label)
  try {
    return await ask(channel, input)
  } finally {
    jobEnded(input.job)
  }
}

/** Stops the long action that was started last; false when none is under way. */
export function stopLastJob(): boolean {
  const last = [...jobsState().running.values()].findLast(
    ({ label, begun }) => label !== null && begun,
  )
  if (last === undefined) return false
  stopJob(last.id)
  return true
}

/** Stops a long action; its own call then says that it was cancelled. */
export function stopJob(job: JobId): void {
  jobsState().actions.jobStopping(job)
  void ask('job:cancel', { job })
}
