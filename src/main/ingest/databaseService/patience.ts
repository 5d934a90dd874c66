import { setTimeout as sleep } from 'node:timers/promises'
import type { Alerts } from '../alerts'
import { DatabaseTroubleError } from './databaseTrouble'

/** How long to wait before the database is tried again when its trouble can pass by itself. */
export const DATABASE_PAUSE_MS = 1_000

/**
 * Does something with the database, again and again while trouble that can pass by itself (a full
 * disk, another program's lock) keeps it from being done. Throws what else goes wrong, and when the
 * signal is aborted meanwhile.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  alerts: Alerts,
  signal: AbortSignal,
): Promise<T> {
  let raised = false
  try {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof DatabaseTroubleError) || !error.trouble.passing) throw error
        alerts.raise('writing', error.trouble.alert)
        raised = true
        await sleep(DATABASE_PAUSE_MS, undefined, { signal })
      }
    }
  } finally {
    if (raised) alerts.clear('writing')
  }
}
