import { showInvisible } from '#shared/raw/pieces'
import type { Alert } from '#shared/status'
import { definitionFaultWords } from '#shared/telemetry/fault'
import type { ReactNode } from 'react'
import {
  chooseBackupFolder,
  chooseFolder,
  openDatabaseFolder,
  togglePauseAll,
} from '../bridge/acts'
import { openDefinitionsFolder } from '../bridge/types'
import { useStation } from '../stores/station/station'
import { troubledFolder } from '../stores/station/watched'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { formatBytes } from '../ui/format'
import { alertWords } from './alertWords'
import { FolderQuestion } from './FolderQuestion'

function AlertBanner({ alert }: { readonly alert: Alert }): ReactNode {
  const paused = useStation((s) => s.status?.paused ?? false)
  const freeBytes = useStation((s) => s.status?.storage.freeBytes ?? null)
  const { title, pauseHelps } = alertWords[alert.code]
  return (
    <Banner
      tone="bad"
      testId="station-alert"
      steps={
        <>
          {pauseHelps && !paused ? (
            <Button onPress={() => void togglePauseAll()}>Pause all</Button>
          ) : null}
          <Button onPress={() => void openDatabaseFolder()}>Show database folder</Button>
        </>
      }
    >
      <b>{title}.</b> {showInvisible(alert.message)}
      {alert.code === 'disk_full' && freeBytes !== null
        ? ` ${formatBytes(freeBytes)} are free now.`
        : null}
    </Banner>
  )
}

/** A watched folder is gone or can't be used: nothing that is copied there arrives. */
function FolderBanner(): ReactNode {
  const folder = useStation(({ status }) => troubledFolder(status)?.folder ?? null)
  const reason = useStation(({ status }) => troubledFolder(status)?.reason ?? folder)
  if (folder === null) return null
  return (
    <Banner
      tone="bad"
      testId="folder-alert"
      steps={<Button onPress={() => void chooseFolder(folder)}>Choose another folder…</Button>}
    >
      {showInvisible(reason ?? folder)}
    </Banner>
  )
}

/** Files are gone, and the database does not have them. */
function LostBanner(): ReactNode {
  const lost = useStation((s) => s.status?.lost ?? null)
  if (lost === null) return null
  return (
    <Banner
      tone="bad"
      testId="lost-alert"
      steps={<Button onPress={() => void openDatabaseFolder()}>Show database folder</Button>}
    >
      <b>Packages missing.</b> {showInvisible(lost)}
    </Banner>
  )
}

/** The last backup by plan could not be made; all else goes on. */
function BackupBanner(): ReactNode {
  const trouble = useStation((s) => s.status?.backup?.trouble ?? null)
  if (trouble === null) return null
  return (
    <Banner
      tone="bad"
      testId="backup-alert"
      steps={<Button onPress={() => void chooseBackupFolder()}>Choose another folder…</Button>}
    >
      <b>Backup.</b> {showInvisible(trouble)}
    </Banner>
  )
}

/** A file of definitions says nothing that could be used; all else goes on. */
function DefinitionBanner(): ReactNode {
  const faults = useStation((s) => s.status?.definitions.faults ?? null)
  if (faults === null) return null
  return (
    <Banner
      tone="attention"
      testId="definition-alert"
      steps={<Button onPress={() => void openDefinitionsFolder()}>Show folder</Button>}
    >
      {showInvisible(definitionFaultWords(faults))}
    </Banner>
  )
}

/** What holds the whole station up or was lost, with the next step. */
export function Alerts(): ReactNode {
  const alert = useStation((s) => s.status?.alert ?? null)
  const failed = useStation((s) => s.status?.state === 'failed')
  const paused = useStation((s) => (s.status?.state === 'running' ? s.status.paused : false))
  return (
    <>
      {alert === null || failed ? null : <AlertBanner alert={alert} />}
      <FolderBanner />
      <LostBanner />
      <BackupBanner />
      <DefinitionBanner />
      <FolderQuestion />
      {paused ? (
        <Banner
          tone="attention"
          testId="paused-banner"
          steps={<Button onPress={() => void togglePauseAll()}>Resume all</Button>}
        >
          Everything is paused. Files may be added and wait until you resume.
        </Banner>
      ) : null}
    </>
  )
}
