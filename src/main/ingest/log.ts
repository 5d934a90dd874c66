import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { listen } from './events'
import { inWords } from './systemError'

/** A log larger than this at start gives way to a new one; the one before it is kept. */
const LARGE_BYTES = 10 * 1024 * 1024
/** What waits to be written to a disk that takes nothing; what comes beyond it is dropped. */
const MOST_WAITING_BYTES = 1024 * 1024

/**
 * Writes what components announce to `downlink.log` in the folder, one JSON object a line (so text
 * from packages can't forge lines or reach a terminal raw). Returns the function that ends it.
 */
export function startLog(folder: string): () => void {
  const path = join(folder, 'downlink.log')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    setAsideIfLarge(path)
  } catch (error) {
    throw new Error(`The log folder ${folder} can't be used: ${inWords(error)}`, { cause: error })
  }
  const destination = pino.destination({
    dest: path,
    mode: 0o600,
    sync: false,
    minLength: 0,
    maxLength: MOST_WAITING_BYTES,
  })
  // A log that can't be written, as on a full disk, must not end the station: it goes on later.
  destination.on('error', () => undefined)
  const log = pino({ base: { pid: process.pid } }, destination)
  const unlisten = [
    listen('file', (event) => log.info(event, 'file')),
    listen('source', (event) => log.info(event, 'source')),
    listen('mend', (event) => log.info(event, 'mend')),
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
    try {
      destination.flushSync()
    } catch {
      // The disk takes nothing, or the file is not open yet; what can still be written is.
    }
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
