import type { Backup } from '#shared/backups'
import { printableJson } from '#shared/printable'
import type { ComponentStatus } from '#shared/status'
import { listen } from '../events'
import { LogFile } from './logFile'

const WARNING = 40

/**
 * Writes what components announce to `downlink.log` in the folder, one JSON object a line (so text
 * from packages can't forge lines or reach a terminal raw). Its level is 30 for what happens, 40 for
 * what needs a look, 50 for a fault of the program. Returns the function that ends it.
 */
export function startLog(folder: string): () => Promise<void> {
  const file = new LogFile(folder)
  const writer =
    (level: number) =>
    (event: object, msg: string): void => {
      const entry = { level, time: Date.now(), pid: process.pid, ...event, msg }
      file.write(`${printableJson(JSON.stringify(entry))}\n`, level >= WARNING)
    }
  const log = { info: writer(30), warn: writer(WARNING), error: writer(50) }
  const unlisten = [
    listen('file', ({ fileId, name, status, detail }) =>
      log.info({ fileId, name, status, detail }, 'file'),
    ),
    listen('source', (event) => log.info(event, 'source')),
    listen('mend', (event) => log.info(event, 'mend')),
    listen('removal', (event) => log.info(event, 'removal')),
    listen('steering', (event) => log.info(event, 'steering')),
    listen('lost', (lost) => {
      if (lost.words !== null) log.warn(lost, 'lost')
    }),
    listenToBackups(
      (backup) => log.info(backup, 'backup'),
      (trouble) => log.warn({ trouble }, 'backup'),
    ),
    listen('types', (types) => {
      if (types.faults !== null) log.warn(types, 'types')
    }),
    listen('alert', (alert) => {
      if (alert !== null) log.warn(alert, 'alert')
    }),
    listen('fault', (fault) => log.error(fault, 'fault')),
    listenToComponentState(({ id, state, lastError, restarts, askedRestarts }) => {
      if (state === 'failed') log.warn({ id, state, lastError }, 'component')
      else if (state === 'restarting') {
        log.warn({ id, state, lastError, restarts, askedRestarts }, 'component')
      }
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

/** What is wrong with the backups by plan is tried again and again; the log wants to know it once. */
function listenToBackups(
  onMade: (backup: Backup) => void,
  onTrouble: (trouble: string) => void,
): () => void {
  let told: string | null = null
  return listen('backup', ({ status, made }) => {
    const trouble = status?.trouble ?? null
    if (made !== null) onMade(made)
    if (trouble !== null && trouble !== told) onTrouble(trouble)
    told = trouble
  })
}

/** Components announce every figure; the log wants to know only where they stand. */
function listenToComponentState(onState: (component: ComponentStatus) => void): () => void {
  const last = new Map<string, string>()
  return listen('component', ({ component, gone }) => {
    const { id, state, restarts } = component
    const now = `${state} ${restarts}`
    if (gone) last.delete(id)
    else if (last.get(id) !== now) {
      last.set(id, now)
      onState(component)
    }
  })
}

/** The watcher announces every file that grows; the log wants to know only where each folder stands. */
function listenToWatcherState(
  onState: (state: string, folder: string, reason: string | null) => void,
): () => void {
  let last = new Map<string, string>()
  return listen('watchers', (watchers) => {
    const now = new Map<string, string>()
    for (const { state, folder, reason } of watchers) {
      now.set(folder, JSON.stringify([state, reason]))
      if (last.get(folder) !== now.get(folder)) onState(state, folder, reason)
    }
    for (const folder of last.keys()) if (!now.has(folder)) onState('off', folder, null)
    last = now
  })
}
