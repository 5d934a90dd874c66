import type { Station } from '../main/ingest/station'
import type { Done } from './done'

/** What a shell reports for a process that a signal ended: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const

export interface StopSignal {
  received(): boolean
  readonly whenReceived: Promise<void>
}

/** Lets the station stop cleanly on the first Ctrl+C or kill; a second one ends the process. */
export function stopOnSignal(station: Station, done: Done): StopSignal {
  let received = false
  const whenReceived = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        received = true
        done(exitCodes[signal])
        // Whoever started the station awaits its end, and hears of a fault there.
        station.stop().catch(() => undefined)
        resolve()
      })
    }
  })
  return { received: () => received, whenReceived }
}
