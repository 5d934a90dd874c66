import { pino } from 'pino'
import { printableJson } from '#shared/printable'
import { listen } from './events'
import { LogFile } from './logFile'

/**
 * Writes what components announce to `downlink.log` in the folder, one JSON object a line (so text
 * from packages can't forge lines or reach a terminal raw). Returns the function that ends it.
 */
export function startLog(folder: string): () => Promise<void> {
  const file = new LogFile(folder)
  const log = pino(
    { base: { pid: process.pid } },
    { write: (line: string) => file.write(`${printableJson(line.trimEnd())}\n`) },
  )
  const unlisten = [
    listen('file', (event) => log.info(event, 'file')),
    listen('source', (event) => log.info(event, 'source')),
    listen('mend', (event) => log.info(event, 'mend')),
    listen('removal', (event) => log.info(event, 'removal')),
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
    return file.end()
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
