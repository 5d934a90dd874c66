import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { listen } from './events'

/** A log larger than this at start gives way to a new one; the one before it is kept. */
const LARGE_BYTES = 10 * 1024 * 1024

/**
 * Writes what components announce to `downlink.log` in the folder, one JSON object a line (so text
 * from packages can't forge lines or reach a terminal raw). Returns the function that ends it.
 */
export function startLog(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'downlink.log')
  setAsideIfLarge(path)
  const destination = pino.destination({ dest: path, mode: 0o600, sync: false, minLength: 0 })
  const log = pino({ base: { pid: process.pid } }, destination)
  const unlisten = [
    listen('file', (event) => log.info(event, 'file')),
    listen('source', (event) => log.info(event, 'source')),
    listen('alert', (alert) => {
      if (alert !== null) log.warn(alert, 'alert')
    }),
    listen('fault', (fault) => log.error(fault, 'fault')),
    listen('component', ({ component, gone }) => {
      const { id, state, lastError } = component
      if (state === 'restarting' || state === 'failed')
        log.warn({ id, state, lastError }, 'component')
      else log.debug({ id, state, gone }, 'component')
    }),
    listenToWatcherState((state, folder_, reason) =>
      log.info({ state, folder: folder_, reason }, 'watcher'),
    ),
  ]
  return () => {
    for (const end of unlisten) end()
    destination.flushSync()
    destination.end()
  }
}

/** The watcher announces every file that grows; the log wants to know only where it stands. */
function listenToWatcherState(
  onState: (state: string, folder: string | null, reason: string | null) => void,
): () => void {
  let last = ''
  return listen('watcher', ({ state, folder, reason }) => {
    const now = JSON.stringify([state, folder, reason])
    if (now === last) return
    last = now
    onState(state, folder, reason)
  })
}

function setAsideIfLarge(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGE_BYTES) renameSync(path, `${path}.1`)
}
