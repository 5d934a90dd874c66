import type { Station } from '../main/ingest/station'
import type { Done } from './done'

/** What a shell reports for a process that a signal ended: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const

/** How long everything together may take to stop. */
const STOP_WITHIN_MS = 5_000

export interface StopSignal {
  received(): boolean
  readonly whenReceived: Promise<void>
}

/**
 * Lets the station stop cleanly on the first Ctrl+C or kill. A second one, or a disk that does not
 * answer, ends the process as it is.
 */
export function stopOnSignal(station: Station, done: Done): StopSignal {
  let received = false
  const whenReceived = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        received = true
        done(exitCodes[signal])
        // Whoever started the station awaits its end, and hears of a fault there.
        station.stop().catch(() => undefined)
        setTimeout(endNow, STOP_WITHIN_MS).unref()
        resolve()
      })
    }
  })
  return { received: () => received, whenReceived }
}

/** `process.exit` waits for its threads, and one that waits for a dead disk never ends. */
function endNow(): void {
  process.stderr.write(
    `downlink: a disk did not answer within ${STOP_WITHIN_MS / 1000} s, so it was not waited for. Files go on from where they were.\n`,
  )
  process.kill(process.pid, 'SIGKILL')
}
