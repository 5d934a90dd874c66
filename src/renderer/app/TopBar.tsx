import { showInvisible } from '#shared/raw/pieces'
import { Eye, EyeOff, FilePlus, FolderX, Hourglass, Pause, Play, SatelliteDish } from 'lucide-react'
import type { ReactNode } from 'react'
import { chooseFolder, openFiles, openFolder, saveSettings, togglePauseAll } from '../bridge/acts'
import { navigationState } from '../stores/navigation/navigation'
import { useSettings } from '../stores/settings/settings'
import { programName, useStation } from '../stores/station/station'
import { arrivingCount } from '../stores/station/watched'
import { Button } from '../ui/Button'
import { countOf } from '../ui/format'
import { countText } from '#shared/numbers'
import { keyText } from '../ui/keySigns'
import { isMac } from '../ui/platform'
import { State } from '../ui/State'
import styles from './TopBar.module.css'

function Folder({ path }: { readonly path: string }): ReactNode {
  return (
    <button
      type="button"
      className={styles.folder}
      title={`Open ${path} (${keyText('G F', isMac)})`}
      onClick={() => void openFolder(path)}
    >
      {showInvisible(path)}
    </button>
  )
}

/** One folder by its path, several by how many they are. */
function Folders(): ReactNode {
  const folders = useSettings((s) => s.settings?.folders ?? null)
  const [only] = folders ?? []
  if (folders === null || only === undefined) return null
  if (folders.length === 1) return <Folder path={only.path} />
  return (
    <button
      type="button"
      className={styles.folder}
      title={folders.map(({ path }) => path).join('\n')}
      onClick={() => navigationState().actions.placeChosen({ view: 'settings' })}
    >
      {countOf(folders.length, 'folder')}
    </button>
  )
}

const stands = {
  watching: { tone: 'good', word: 'Watching', icon: Eye },
  starting: { tone: 'plain', word: 'Starting to watch', icon: Eye },
  missing: { tone: 'bad', word: 'Folder missing', icon: FolderX },
  refused: { tone: 'bad', word: 'Folder refused', icon: FolderX },
  off: { tone: 'attention', word: 'Not watching', icon: EyeOff },
} as const

/** From the one that most needs to be seen. */
const worstFirst = ['missing', 'refused', 'starting', 'watching'] as const

/** Which folders are watched, and whether they really are. */
function Watching(): ReactNode {
  const isKnown = useStation((s) => s.status !== null)
  const state = useStation(
    ({ status }) =>
      worstFirst.find((each) => status?.watchers.some((one) => one.state === each)) ?? 'off',
  )
  const isChosen = useSettings((s) => (s.settings?.folders.length ?? 0) > 0)
  if (!isKnown) return null
  return (
    <>
      <State {...stands[state]} />
      <Folders />
      {state !== 'off' ? null : isChosen ? (
        <Button onPress={() => void saveSettings({ watching: true })}>Watch</Button>
      ) : (
        <Button keys="Mod+Shift+O" onPress={() => void chooseFolder(null)}>
          Choose folder…
        </Button>
      )}
    </>
  )
}

function Arriving(): ReactNode {
  const count = useStation((s) => arrivingCount(s.status))
  if (count === 0) return null
  return (
    <span className={styles.arriving} data-testid="arriving-count">
      <Hourglass size={13} aria-hidden />
      {countText(count)} arriving
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
  const name = useStation(programName)
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <SatelliteDish size={17} aria-hidden />
        <span>{name}</span>
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
