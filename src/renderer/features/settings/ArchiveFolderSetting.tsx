import type { Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { chooseArchive } from '../../bridge/acts'
import { Button } from '../../ui/Button'
import { Name } from '../../ui/Name'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

export function ArchiveFolderSetting({ settings }: { readonly settings: Settings }): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  const before = settings.archiveFolder

  async function choose(): Promise<void> {
    const chosen = await chooseArchive()
    if (chosen !== null) saved.saved({ archiveFolder: before })
  }

  return (
    <SettingRow
      name="Archive folder"
      nameId={`${id}-name`}
      help="Where archived files go. A package that is not in the database with all that was in it goes there even when files are deleted."
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line} data-testid="archive-folder">
        {before === null ? (
          <span className={styles.unit}>“archive” beside each watched folder</span>
        ) : (
          <span className={styles.path}>
            <Name>{before}</Name>
          </span>
        )}
      </div>
      <div className={styles.line}>
        <Button onPress={() => void choose()}>Choose…</Button>
        {before === null ? null : (
          <Button kind="quiet" onPress={() => saved.save({ archiveFolder: null })}>
            Use the usual one
          </Button>
        )}
      </div>
    </SettingRow>
  )
}
