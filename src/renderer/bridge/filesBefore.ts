import { beforeWords } from '#shared/folderWords'
import type { StationStatus } from '#shared/status'
import { stationState } from '../stores/station/station'
import { hear } from './station'
import { tell } from './tell'

/**
 * Tells once what becomes of the files that lay in the watched folder before it was watched, whoever
 * or whatever decided it. Returns the function that ends it.
 */
export function followFilesBefore(): () => void {
  let last = ''
  const look = (status: StationStatus | null): void => {
    const before = status?.watcher.before ?? null
    const now = before === null || before.answer === null ? '' : beforeWords(before)
    if (now !== last && now !== '') tell({ tone: 'attention', text: now, topic: 'files-before' })
    last = now
  }
  look(stationState().status)
  return hear('push:status', look)
}
