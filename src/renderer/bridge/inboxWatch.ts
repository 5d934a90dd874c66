import { onStationChange } from '../stores/station/station'

/** Calls back whenever bad lines may have come, gone or changed their status. */
export function onBadLinesMoved(listener: () => void): () => void {
  let seen = ''
  return onStationChange(({ status }) => {
    if (status === null) return
    const now = `${status.revision} ${status.totals.errorLines} ${status.totals.files}`
    if (now === seen) return
    seen = now
    listener()
  })
}
