import type { StationStatus } from '#shared/status'
import { componentIds } from '#shared/steering/ids'
import type { ReactNode } from 'react'
import { overlaysState } from '../stores/overlays/overlays'
import { useStation } from '../stores/station/station'
import { formatBytes, formatPercent } from '../ui/format'
import { State, type Tone } from '../ui/State'
import { useCalm } from '../ui/useCalm'
import styles from './StatusBar.module.css'

const stateWords: Readonly<Record<StationStatus['state'], { word: string; tone: Tone }>> = {
  starting: { word: 'Station starting', tone: 'plain' },
  running: { word: 'Station running', tone: 'good' },
  stopping: { word: 'Station stopping', tone: 'plain' },
  failed: { word: 'Station failed', tone: 'bad' },
}

/** 'Writer 71 % busy': how much of its time the database's writer is at work. */
function Writer(): ReactNode {
  const load = useCalm(
    useStation((s) => s.status?.components.find((c) => c.id === componentIds.writer)?.load ?? null),
  )
  if (load === null) return null
  return (
    <span
      className={styles.wide}
      title="How much of its time the database is being written. Near 100 % it is what sets the pace."
    >
      Writer {load === 0 ? 'idle' : `${formatPercent(load)} busy`}
    </span>
  )
}

/** How the station is doing as a whole. */
export function StatusBar(): ReactNode {
  const state = useStation((s) => s.status?.state ?? 'starting')
  const paused = useStation((s) => s.status?.paused ?? false)
  const databaseBytes = useStation((s) => s.status?.storage.databaseBytes ?? null)
  const freeBytes = useStation((s) => s.status?.storage.freeBytes ?? null)
  const version = useStation((s) => s.info?.version ?? null)
  const standIn = useStation((s) => (s.info?.fallbackElectron ? s.info.electron : null))
  const words =
    state === 'running' && paused
      ? ({ word: 'Station paused', tone: 'attention' } as const)
      : stateWords[state]
  return (
    <footer className={styles.bar} data-testid="status-bar">
      <State {...words} />
      {databaseBytes === null ? null : <span>Database {formatBytes(databaseBytes)}</span>}
      {freeBytes === null ? null : (
        <span title="Free on the disk that holds the database">{formatBytes(freeBytes)} free</span>
      )}
      <Writer />
      <span className={styles.space} />
      {standIn === null ? null : (
        <span
          className={styles.wide}
          title="The current Electron could not be had on this computer, so an older one runs."
        >
          Electron {standIn} stands in
        </span>
      )}
      {version === null ? null : <span className={styles.wide}>Downlink {version}</span>}
      <button
        type="button"
        className={styles.link}
        title="Show all keys (?)"
        onClick={() => overlaysState().actions.overlayOpened('keys')}
      >
        ? keys
      </button>
    </footer>
  )
}
