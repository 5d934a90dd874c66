import type { FileId } from '#shared/files'
import { booksState } from '../stores/filePage/books'
import { filePageState, onFilePageChange } from '../stores/filePage/filePage'
import { newJobId, runJob, stopJob } from './jobs'
import { createRefresher } from './refresher'

/** Counting a big package's rows takes a while; mends that follow each other share a count. */
const SEAL_MS = 1500

const sealer = createRefresher(async () => {
  const { fileId } = booksState()
  if (fileId === null || filePageState().record?.status !== 'complete') return
  await sealBooks(fileId)
}, SEAL_MS)

async function sealBooks(fileId: FileId): Promise<void> {
  const { actions } = booksState()
  const job = newJobId()
  actions.sealStarted(job)
  const reply = await runJob('file:seal', { job, fileId }, null)
  if (!reply.ok) actions.failed(job, reply.failure.message)
  else actions.sealReceived(job, reply.value.state === 'done' ? reply.value.seal : null)
}

/** Reads the source of a package again and compares every line with what is stored. */
export async function checkAgain(fileId: FileId): Promise<void> {
  const { actions, checking } = booksState()
  if (checking !== null) return
  const job = newJobId()
  actions.checkStarted(job)
  const reply = await runJob('file:recheck', { job, fileId }, null)
  if (!reply.ok) actions.failed(job, reply.failure.message)
  else actions.checkReceived(job, reply.value.state === 'done' ? reply.value.check : null)
}

export function stopCheck(): void {
  const { checking } = booksState()
  if (checking !== null) stopJob(checking)
}

/** Counts a complete package's rows whenever its figures changed, while its page is open. */
export function followBooks(fileId: FileId): () => void {
  booksState().actions.booksOpened(fileId)
  sealer.ask()
  const end = onFilePageChange(({ record }, before) => {
    // Identity is kept while nothing of the file changes.
    if (record !== before.record) sealer.ask()
  })
  return () => {
    end()
    const { sealing, checking } = booksState()
    for (const job of [sealing, checking]) if (job !== null) stopJob(job)
  }
}
