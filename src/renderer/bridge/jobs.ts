import type { CallReply, InvokeChannel, InvokeInput, InvokeOutput } from '#shared/ipc'
import type { JobId } from '#shared/jobs'
import { jobsState } from '../stores/jobs/jobs'
import { ask } from './station'
import { tell, told } from './tell'

/** Calls that answer when a long action is over. */
type JobChannel = {
  [C in InvokeChannel]: InvokeOutput<C> extends { state: 'done' | 'cancelled' } | null ? C : never
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

export const EXPORT_STOPPED = 'Export stopped. No file was left.'

type Done<T> = Extract<T, { readonly state: 'done' }>

function isDone<T extends { readonly state: string } | null>(value: T): value is Done<T> {
  return value !== null && value.state === 'done'
}

/**
 * Does a long action under a label. Where it fails or is stopped that is told, and what it came to is
 * null; so it is where no file was chosen.
 * @param stopped what is left of it when it was stopped
 */
export async function doJob<C extends JobChannel>(
  channel: C,
  input: InvokeInput<C> & { readonly job: JobId },
  label: string,
  stopped: string,
  topic: string | null = null,
): Promise<Done<InvokeOutput<C>> | null> {
  const reply = await told(runJob(channel, input, label))
  if (reply === null || reply.value === null) return null
  if (isDone(reply.value)) return reply.value
  tell({ tone: 'attention', topic, text: stopped })
  return null
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
