import type { FileId } from '#shared/files'
import { healthState } from '../stores/health/health'
import { onStationChange } from '../stores/station/station'
import { createRefresher } from './refresher'
import { ask } from './station'

/** A package that is being read changes all the time; its health is read this often. */
const REFRESH_MS = 1500

async function load(): Promise<void> {
  const { fileId, actions } = healthState()
  if (fileId === null) return
  const [record, health, channels] = await Promise.all([
    ask('files:get', { fileId }),
    ask('flight:health', { fileId }),
    ask('flight:channels', { kind: 'file', fileId }),
  ])
  if (!record.ok) actions.failed(fileId, record.failure.message)
  else if (!health.ok) actions.failed(fileId, health.failure.message)
  else if (!channels.ok) actions.failed(fileId, channels.failure.message)
  else actions.healthReceived(fileId, record.value, health.value, channels.value)
}

const refresher = createRefresher(load, REFRESH_MS)

/** Reads the health again, after a failure. */
export function retryHealth(): void {
  refresher.ask()
}

/** Loads the health of a package and keeps it in step; returns the function that ends it. */
export function followHealth(fileId: FileId): () => void {
  healthState().actions.healthOpened(fileId)
  refresher.ask()
  let revision: number | null = null
  return onStationChange(({ status, live }) => {
    if (status === null) return
    const isSame = status.revision === revision && !live.has(fileId)
    revision = status.revision
    if (!isSame) refresher.ask()
  })
}
