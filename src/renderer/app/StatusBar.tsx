import { componentIds } from '#shared/steering/ids'
import type { ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { overlaysState } from '../stores/overlays/overlays'
import { databaseSize, useStation } from '../stores/station/station'
import { formatBytes, formatPercent } from '../ui/format'
import { State } from '../ui/State'
import { useCalm } from '../ui/useCalm'
import { stationWords } from './stationWords'
import styles from './StatusBar.module.css'

/** In one word, so that the bar draws itself anew only when it changes. */
function Station(): ReactNode {
  const { word, tone, note } = useStation(
    useShallow(({ status }) => stationWords(status ?? NOT_YET)),
  )
  return (
    <span title={note ?? undefined} data-testid="station-state">
      <State word={word} tone={tone} />
    </span>
  )
}

const NOT_YET = {
  state: 'starting',
  paused: false,
  draining: false,
  alert: null,
  watchers: [],
} as const

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
  const databaseBytes = useStation(({ status }) =>
    status === null ? null : databaseSize(status.storage),
  )
  const freeBytes = useStation((s) => s.status?.storage.freeBytes ?? null)
  const info = useStation((s) => s.info)
  return (
    <footer className={styles.bar} data-testid="status-bar">
      <Station />
      {databaseBytes === null ? null : (
        <span title="With its write-ahead log">Database {formatBytes(databaseBytes)}</span>
      )}
      {freeBytes === null ? null : (
        <span title="Free on the disk that holds the database">{formatBytes(freeBytes)} free</span>
      )}
      <Writer />
      <span className={styles.space} />
      {info === null ? null : (
        <span className={styles.wide}>
          {info.name} {info.version}
        </span>
      )}
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
