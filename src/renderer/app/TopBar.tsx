import { showInvisible } from '#shared/raw/pieces'
import { Eye, EyeOff, FilePlus, FolderX, Hourglass, Pause, Play, SatelliteDish } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  chooseFolder,
  openFiles,
  openIngestFolder,
  saveSettings,
  togglePauseAll,
} from '../bridge/acts'
import { useStation } from '../stores/station/station'
import { Button } from '../ui/Button'
import { formatCount } from '../ui/format'
import { keyText } from '../ui/keySigns'
import { isMac } from '../ui/platform'
import { State } from '../ui/State'
import styles from './TopBar.module.css'

function Folder({ path }: { readonly path: string | null }): ReactNode {
  return path === null ? null : (
    <button
      type="button"
      className={styles.folder}
      title={`Open ${path} (${keyText('G F', isMac)})`}
      onClick={() => void openIngestFolder()}
    >
      {showInvisible(path)}
    </button>
  )
}

/** Which folder is watched, and whether it really is. */
function Watching(): ReactNode {
  const state = useStation((s) => s.status?.watcher.state ?? null)
  const folder = useStation((s) => s.status?.watcher.folder ?? null)
  switch (state) {
    case null:
      return null
    case 'watching':
      return (
        <>
          <State tone="good" word="Watching" icon={Eye} />
          <Folder path={folder} />
        </>
      )
    case 'starting':
      return (
        <>
          <State tone="plain" word="Starting to watch" icon={Eye} />
          <Folder path={folder} />
        </>
      )
    case 'missing':
    case 'refused':
      return (
        <>
          <State
            tone="bad"
            word={state === 'missing' ? 'Folder missing' : 'Folder refused'}
            icon={FolderX}
          />
          <Folder path={folder} />
        </>
      )
    case 'off':
      return (
        <>
          <State tone="attention" word="Not watching" icon={EyeOff} />
          <Folder path={folder} />
          {folder === null ? (
            <Button keys="Mod+Shift+O" onPress={() => void chooseFolder('ingest')}>
              Choose folder…
            </Button>
          ) : (
            <Button onPress={() => void saveSettings({ watching: true })}>Watch</Button>
          )}
        </>
      )
  }
}

function Arriving(): ReactNode {
  const count = useStation((s) => s.status?.watcher.arrivingCount ?? 0)
  if (count === 0) return null
  return (
    <span className={styles.arriving} data-testid="arriving-count">
      <Hourglass size={13} aria-hidden />
      {formatCount(count)} arriving
    </span>
  )
}

function PauseAll(): ReactNode {
  const running = useStation((s) => s.status?.state === 'running')
  const paused = useStation((s) => s.status?.paused ?? false)
  return (
    <Button
      keys="Shift+P"
      label={paused ? 'Resume all' : 'Pause all'}
      tip={
        paused
          ? 'Go on with every file that was not paused by itself'
          : 'Hold every file; nothing is lost'
      }
      testId="pause-all"
      isDisabled={!running}
      icon={paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
      onPress={() => void togglePauseAll()}
    >
      <span className={styles.word}>{paused ? 'Resume all' : 'Pause all'}</span>
    </Button>
  )
}

/** What is watched, and the two things that are always at hand. */
export function TopBar(): ReactNode {
  const running = useStation((s) => s.status?.state === 'running')
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <SatelliteDish size={17} aria-hidden />
        <span>Downlink</span>
      </div>
      <div className={styles.watch} data-testid="watching">
        <Watching />
        <Arriving />
      </div>
      <div className={styles.acts}>
        <PauseAll />
        <Button
          kind="primary"
          keys="Mod+O"
          label="Add files"
          tip="Choose files to import; the originals stay where they are"
          testId="add-files"
          isDisabled={!running}
          icon={<FilePlus size={14} aria-hidden />}
          onPress={() => void openFiles()}
        >
          <span className={styles.word}>Add files…</span>
        </Button>
      </div>
    </header>
  )
}
