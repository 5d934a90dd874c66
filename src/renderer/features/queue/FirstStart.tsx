import { afterImportWords } from '#shared/folderWords'
import { ArrowDownToLine, FilePlus, FolderOpen, Package } from 'lucide-react'
import type { ReactNode } from 'react'
import { addSamples, chooseFolder, openFiles } from '../../bridge/acts'
import { useSettings } from '../../stores/settings/settings'
import { useStation } from '../../stores/station/station'
import { isWatching } from '../../stores/station/watched'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { Name } from '../../ui/Name'
import styles from './FirstStart.module.css'

/** What the window shows before the first file. */
export function FirstStart(): ReactNode {
  const isOn = useStation((s) => isWatching(s.status))
  const watched = useSettings((s) => s.settings?.folders[0] ?? null)
  const folder = isOn ? watched : null
  return (
    <div className={styles.frame}>
      <Blank
        testId="first-start"
        icon={<ArrowDownToLine size={36} strokeWidth={1.5} aria-hidden />}
        title="Drop telemetry packages here"
        steps={
          <>
            <Button
              kind="primary"
              icon={<FilePlus size={14} aria-hidden />}
              keys="Mod+O"
              onPress={() => void openFiles()}
            >
              Add files…
            </Button>
            <Button
              icon={<FolderOpen size={14} aria-hidden />}
              onPress={() => void chooseFolder(null)}
            >
              Watch a folder…
            </Button>
            <Button
              icon={<Package size={14} aria-hidden />}
              testId="add-samples"
              onPress={() => void addSamples()}
            >
              Load sample packages
            </Button>
          </>
        }
      >
        {folder === null ? (
          <p>
            Files and folders can be dropped anywhere on this window, at any time. Every line
            becomes a record, or a bad line that says why.
          </p>
        ) : (
          <>
            <p>
              Files and folders can be dropped anywhere on this window, at any time. What is copied
              into the watched folder is imported by itself:
            </p>
            <p className={styles.folder}>
              <Name>{folder.path}</Name>
            </p>
            <p>{afterImportWords(folder.afterImport)}</p>
          </>
        )}
      </Blank>
    </div>
  )
}
