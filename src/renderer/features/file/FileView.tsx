import type { FileRecord } from '#shared/files'
import type { FileAction } from '#shared/ipc'
import { showInvisible } from '#shared/raw/pieces'
import { ChartSpline, FileX, FolderOpen, HeartPulse } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { actOnFile, showInFolder } from '../../bridge/acts'
import { openFlightOf } from '../../bridge/flight'
import { followFile, retryFile } from '../../bridge/openFile'
import { useFilePage } from '../../stores/filePage/filePage'
import { fileIcon } from '../../stores/files/icons'
import {
  actionForKey,
  actionsFor,
  actionWords,
  doneShare,
  fileFigures,
} from '../../stores/files/view'
import { endWords, flawWords, isFlawed, stateWords } from '../../stores/files/words'
import { navigationState } from '../../stores/navigation/navigation'
import { useStation } from '../../stores/station/station'
import { Blank } from '../../ui/Blank'
import { BackButton } from '../../ui/BackButton'
import { Button } from '../../ui/Button'
import { formatBytes, formatShortCount, formatTimeLeft } from '../../ui/format'
import { Name } from '../../ui/Name'
import { Progress } from '../../ui/Progress'
import { State } from '../../ui/State'
import { useCalm } from '../../ui/useCalm'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { BadLines } from './BadLines'
import { Books } from './Books'
import { Facts } from './Facts'
import { Failure } from './Failure'
import styles from './FileView.module.css'
import { Ledger } from './Ledger'
import { RemovalButtons, removalKey } from './RemovalButtons'
import { EmptyChannels } from './EmptyChannels'
import { Removed } from './Removed'
import { TextNumbers } from './TextNumbers'
import { TypeQuestion } from './TypeQuestion'
import { UnreadCells } from './UnreadCells'
import { UnknownKeys } from './UnknownKeys'

function back(): void {
  navigationState().actions.backChosen()
}

function LiveLine({ record }: { readonly record: FileRecord }): ReactNode {
  const live = useStation((s) => s.live.get(record.id) ?? null)
  const figures = fileFigures(record, live)
  const rate = useCalm(figures.linesPerSecond ?? 0)
  const left = useCalm(figures.secondsLeft)
  if (live === null || figures !== live) return null
  const still = figures.status !== 'processing' || figures.waitingFor !== null
  return (
    <div className={styles.live}>
      <Progress
        label={`Progress of ${showInvisible(record.name)}`}
        share={doneShare(figures)}
        still={still}
      />
      <span>
        {formatBytes(figures.doneBytes)} of {formatBytes(figures.sizeBytes)}
      </span>
      {figures.waitingFor !== null ? (
        <span>{figures.waitingFor}</span>
      ) : still ? null : (
        <>
          <span>{formatShortCount(rate)} lines/s</span>
          {left === null ? null : <span>{formatTimeLeft(left)} left</span>}
        </>
      )}
    </div>
  )
}

/** A failed file's retry stands beside the reason, and so does what ends a wait. */
function headerActions(record: FileRecord): readonly FileAction[] {
  const beside: FileAction = record.status === 'failed' ? 'retry' : 'take'
  return actionsFor(record).filter((action) => action !== beside)
}

/** Opens the plots of a package; false when it has nothing to plot. */
function seeFlight(record: FileRecord): boolean {
  const { id, satelliteType } = record
  if (satelliteType === null || !hasRecords(record)) return false
  openFlightOf(id, satelliteType)
  return true
}

/** Whether there is something to look at; a removed package and one in waiting show nothing. */
function hasRecords({ importedLines, removal, replacing }: FileRecord): boolean {
  return importedLines > 0 && removal === null && replacing === null
}

/** Opens what its records are like; false when it has none. */
function seeHealth(record: FileRecord): boolean {
  if (!hasRecords(record)) return false
  navigationState().actions.placeChosen({ view: 'health', fileId: record.id })
  return true
}

/** 'Complete, 10,000 of 48,616 bad'. */
/** Characters of a name that fit beside its state and the buttons in a window of 1280 px. */
const NAME_ROOM = 50

function flawTitle({ totalLines, errorLines }: FileRecord): string {
  const words = flawWords({ lines: totalLines, bad: errorLines })
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function Header({ record }: { readonly record: FileRecord }): ReactNode {
  const live = useStation((s) => s.live.get(record.id) ?? null)
  const figures = fileFigures(record, live)
  const { status, stage, waitingFor } = figures
  const state = isFlawed(record)
    ? { word: flawTitle(record), tone: 'attention' as const }
    : record.removal === null
      ? stateWords(status, stage, waitingFor)
      : endWords(record)
  return (
    <header className={styles.header}>
      <BackButton onPress={back} />
      <div className={styles.title}>
        <h1>
          <Name keepEnd room={NAME_ROOM}>
            {record.name}
          </Name>
        </h1>
        <span data-testid="file-state">
          <State {...state} icon={fileIcon(record, figures)} />
        </span>
        <span className={styles.path}>
          #{record.id}&ensp;
          <Name>{record.path}</Name>
        </span>
      </div>
      <div className={styles.acts}>
        {headerActions(record).map((action) => (
          <Button
            key={action}
            keys={actionWords[action].keys}
            onPress={() => void actOnFile(record, action)}
          >
            {actionWords[action].label}
          </Button>
        ))}
        {record.satelliteType === null || !hasRecords(record) ? null : (
          <Button
            keys="F"
            tip="See the telemetry of this package over time"
            icon={<ChartSpline size={15} aria-hidden />}
            onPress={() => seeFlight(record)}
          >
            Flight
          </Button>
        )}
        {!hasRecords(record) ? null : (
          <Button
            keys="H"
            tip="See what its records are like: span, gaps, extremes, words"
            icon={<HeartPulse size={15} aria-hidden />}
            onPress={() => seeHealth(record)}
          >
            Health
          </Button>
        )}
        <RemovalButtons record={record} />
        <Button
          kind="quiet"
          icon={<FolderOpen size={15} aria-hidden />}
          label="Show in folder"
          keys="Shift+O"
          onPress={() => void showInFolder(record.id)}
        />
      </div>
    </header>
  )
}

/** The page of one file: where it stands, what came of its lines, and every bad one. */
export function FileView({ fileId }: { readonly fileId: number }): ReactNode {
  useEffect(() => followFile(fileId), [fileId])
  const record = useFilePage((s) => (s.fileId === fileId ? s.record : undefined))
  const failure = useFilePage((s) => s.failure)
  usePageKeys((key, event) => {
    if (!record) return false
    if (key === 'O') {
      void showInFolder(record.id)
      return true
    }
    if (key === 'f') return seeFlight(record)
    if (key === 'h') return seeHealth(record)
    const action = event.shiftKey ? null : actionForKey(key, record)
    if (action !== null) void actOnFile(record, action)
    // Space must not scroll the list, whatever it means to this file.
    return action !== null || removalKey(key, event.shiftKey, record) || key === ' '
  })
  if (record === undefined && failure !== null) {
    return (
      <Unreadable
        isPage
        title="The package could not be read"
        reason={failure}
        onRetry={retryFile}
      />
    )
  }
  if (record === undefined) return <div className={styles.view} aria-busy />
  if (record === null) {
    return (
      <Blank
        isPage
        icon={<FileX size={32} strokeWidth={1.5} aria-hidden />}
        title="This file is not in the database"
        steps={<Button onPress={back}>Back</Button>}
      >
        It may have been removed since the list was drawn.
      </Blank>
    )
  }
  return (
    <div className={styles.view} data-testid="file-view">
      <Header record={record} />
      <LiveLine record={record} />
      <Removed record={record} />
      {record.removal === null ? (
        <>
          <Failure record={record} />
          <TypeQuestion record={record} />
        </>
      ) : null}
      {record.status === 'duplicate' ? null : <Ledger record={record} />}
      {record.status === 'complete' && record.removal === null ? <Books record={record} /> : null}
      <Facts record={record} />
      {record.removal === null && record.replacing === null ? (
        <>
          <EmptyChannels />
          <UnknownKeys />
          <TextNumbers />
          <UnreadCells />
          <BadLines record={record} />
        </>
      ) : null}
    </div>
  )
}
