import { onStationMoved } from '../stores/station/station'

/** Calls back whenever bad lines may have come, gone or changed their status. */
export function onBadLinesMoved(listener: () => void): () => void {
  return onStationMoved(
    listener,
    ({ status: { totals } }) => `${totals.errorLines} ${totals.files}`,
  )
}
