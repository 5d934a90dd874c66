import type { Station } from '../main/ingest/station'
import type { Done } from './done'

/** What a shell reports for a process that a signal ended: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const

/** Lets the station stop cleanly on Ctrl+C or a kill; tells whether that has happened. */
export function stopOnSignal(station: Station, done: Done): () => boolean {
  let stopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopped = true
      done(exitCodes[signal])
      void station.stop()
    })
  }
  return () => stopped
}
