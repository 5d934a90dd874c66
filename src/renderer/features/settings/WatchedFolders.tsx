import type { AfterImport, WatchedFolder } from '#shared/folders'
import type { Settings } from '#shared/settings'
import { FolderPlus } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Switch } from 'react-aria-components/Switch'
import { chooseFolder, openFolder } from '../../bridge/acts'
import { followTypes } from '../../bridge/types'
import { useStation } from '../../stores/station/station'
import { useTypes } from '../../stores/types/types'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { Name } from '../../ui/Name'
import { Select } from '../../ui/Select'
import { State } from '../../ui/State'
import { SavedNote } from './SavedNote'
import styles from './SettingsView.module.css'
import { TypedField } from './TypedField'
import folders from './WatchedFolders.module.css'
import { useSaved } from './useSaved'

const ends: readonly { readonly id: AfterImport; readonly name: string }[] = [
  { id: 'delete', name: 'Delete once all of it is in the database' },
  { id: 'archive', name: 'Move to the archive folder' },
  { id: 'keep', name: 'Keep where it is' },
]

/** Stands for files that say themselves what they are: no type is called so. */
const SAID_BY_FILES = ''

const stands = {
  watching: { tone: 'good', word: 'Watching' },
  starting: { tone: 'plain', word: 'Starting to watch' },
  missing: { tone: 'bad', word: 'Missing' },
  refused: { tone: 'bad', word: 'Refused' },
  off: { tone: 'attention', word: 'Not watching' },
} as const

/** The folders whose files are imported as they come, each with what is set for it. */
export function WatchedFolders({ settings }: { readonly settings: Settings }): ReactNode {
  useEffect(followTypes, [])
  const saved = useSaved(settings)
  const change = (path: string, patch: Partial<WatchedFolder> | null): void =>
    saved.save({
      folders: settings.folders.flatMap((folder) =>
        folder.path !== path ? [folder] : patch === null ? [] : [{ ...folder, ...patch }],
      ),
    })
  async function choose(instead: string | null): Promise<void> {
    const before = settings.folders
    if ((await chooseFolder(instead)) !== null) saved.saved({ folders: before })
  }
  return (
    <div className={folders.list} data-testid="watched-folders">
      {settings.folders.map((folder) => (
        <Folder
          key={folder.path}
          folder={folder}
          onChange={(patch) => change(folder.path, patch)}
          onReplace={() => void choose(folder.path)}
        />
      ))}
      {settings.folders.length === 0 ? <p className={styles.unit}>No folder is watched.</p> : null}
      <div className={styles.line}>
        <Button
          icon={<FolderPlus size={14} aria-hidden />}
          keys="Mod+Shift+O"
          testId="watch-folder"
          onPress={() => void choose(null)}
        >
          Watch a folder…
        </Button>
        <SavedNote saved={saved} />
      </div>
    </div>
  )
}

interface FolderProps {
  readonly folder: WatchedFolder
  /** Null watches it no more. */
  readonly onChange: (patch: Partial<WatchedFolder> | null) => void
  readonly onReplace: () => void
}

function Folder({ folder, onChange, onReplace }: FolderProps): ReactNode {
  const { path, afterImport, type, subfolders } = folder
  const state = useStation(
    ({ status }) => status?.watchers.find((watcher) => watcher.folder === path)?.state ?? 'off',
  )
  const types = useTypes((s) => s.list?.types ?? null)
  const options = [
    { id: SAID_BY_FILES, name: 'As each file says' },
    ...(types ?? []).map(({ type: id, title }) => ({ id, name: title })),
    ...(type === null || types?.some((each) => each.type === type)
      ? []
      : [{ id: type, name: type }]),
  ]
  return (
    <section className={folders.folder} aria-label={path} data-testid="watched-folder">
      <header className={folders.head}>
        <span className={styles.path}>
          <Name keepEnd room={56}>
            {path}
          </Name>
        </span>
        <State {...stands[state]} />
      </header>
      <div className={folders.fields}>
        <span className={styles.help}>After import</span>
        <Select
          label={`After import in ${path}`}
          value={afterImport}
          options={ends}
          onChange={(end) => onChange({ afterImport: end })}
        />
        <span className={styles.help}>Satellite type</span>
        <Select
          label={`Satellite type in ${path}`}
          value={type ?? SAID_BY_FILES}
          options={options}
          onChange={(id) => onChange({ type: id === SAID_BY_FILES ? null : id })}
        />
        <span className={styles.help}>Site</span>
        <SiteField folder={folder} onChange={(site) => onChange({ site })} />
        <span className={styles.help}>Subfolders</span>
        <Switch
          className={cx(styles.switch)}
          aria-label={`Subfolders of ${path}`}
          isSelected={subfolders}
          onChange={(chosen) => onChange({ subfolders: chosen })}
        >
          <span className={styles.knob} />
          {subfolders ? 'Imported, too' : 'Left alone'}
        </Switch>
      </div>
      <div className={styles.line}>
        <Button kind="quiet" onPress={() => void openFolder(path)}>
          Open
        </Button>
        <Button kind="quiet" onPress={onReplace}>
          Choose another…
        </Button>
        <Button kind="quiet" tip="Its files stay where they are" onPress={() => onChange(null)}>
          Watch no more
        </Button>
      </div>
    </section>
  )
}

/** The ground station whose packages come there; kept when the field is left or Enter is pressed. */
function SiteField({
  folder: { path, site },
  onChange,
}: {
  readonly folder: WatchedFolder
  readonly onChange: (site: string | null) => void
}): ReactNode {
  return (
    <TypedField
      className={folders.site}
      label={`Site of ${path}`}
      maxLength={100}
      placeholder="As each file says"
      value={site ?? ''}
      onKeep={(typed) => {
        const said = typed.trim() === '' ? null : typed.trim()
        if (said !== site) onChange(said)
        return true
      }}
    />
  )
}
