import type { FaultId } from '#shared/inbox/filter'
import type { JobId } from '#shared/jobs'
import { callFilter, type Filter } from '../stores/inbox/filter'
import { onGroupsChange } from '../stores/inbox/groups'
import { linesState } from '../stores/inbox/lines'
import { needleOf } from '../stores/inbox/needle'
import { searchState } from '../stores/inbox/search'
import { jobsState, onJobsChange } from '../stores/jobs/jobs'
import { openList, refreshHits } from './inboxLines'
import { newJobId, runJob, stopJob } from './jobs'

/** Looks for the text in the raw lines of the scope; hits show while the search goes on. */
export async function search(text: string, scope: Filter): Promise<void> {
  const { actions } = searchState()
  const needle = needleOf(text)
  if (needle === null) {
    clearSearch()
    return
  }
  const job = newJobId()
  actions.searchStarted(job, text, needle.length, scope)
  const call = runJob('inbox:search', { job, filter: callFilter(scope), needle }, null)
  openList({ kind: 'hits', job })
  const end = onJobsChange((state, before) => {
    if (state.running.get(job)?.found !== before.running.get(job)?.found) refreshHits()
  })
  const reply = await call
  end()
  if (!reply.ok) actions.searchFailed(job, reply.failure.message)
  else if (reply.value.state === 'done') actions.searchEnded(job, 'done', reply.value)
  else actions.searchEnded(job, 'stopped', null)
  if (searchState().job === job) refreshHits()
}

/** Stops a search that is under way; its hits so far stay. Returns false when none is. */
export function stopSearch(): boolean {
  const { job, phase } = searchState()
  if (job === null || phase !== 'running' || !jobsState().running.has(job)) return false
  stopJob(job)
  return true
}

/** Leaves the hits, and ends a search that is still under way. */
export function clearSearch(): void {
  stopSearch()
  searchState().actions.searchCleared()
  if (linesState().of?.kind === 'hits') linesState().actions.listClosed()
}

/** Stops a search that is under way, or leaves its hits. Returns false when there is none. */
export function leaveSearch(): boolean {
  if (stopSearch()) return true
  if (searchState().job === null) return false
  clearSearch()
  return true
}

/**
 * Keeps a search to the view that shows it: of one group (its number), or of all (null). Where the
 * filter is narrowed meanwhile, it looks through what is left. Returns the function that ends it.
 */
export function followSearch(faultId: FaultId | null): () => void {
  const { job, scope } = searchState()
  const isMine = scope !== null && (scope.faultIds[0] ?? null) === faultId
  if (!isMine) clearSearch()
  else if (job !== null && !isShown(job)) openList({ kind: 'hits', job })
  return onGroupsChange(({ query }, before) => {
    const { wanted, scope: of } = searchState()
    if (of === null || query.filter === before.query.filter) return
    void search(wanted, { ...query.filter, faultIds: of.faultIds })
  })
}

function isShown(job: JobId): boolean {
  const { of } = linesState()
  return of?.kind === 'hits' && of.job === job
}
