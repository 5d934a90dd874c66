import { showInvisible } from '#shared/raw/pieces'
import type { Settings } from '#shared/settings'
import type { UpdateState } from '#shared/updates'
import { useId, type ReactNode } from 'react'
import { chooseUpdateFolder } from '../../bridge/acts'
import { lookForUpdate, showUpdate } from '../../bridge/updates'
import { useUpdates } from '../../stores/updates/updates'
import { Button } from '../../ui/Button'
import { formatFullMoment } from '../../ui/format'
import { Name } from '../../ui/Name'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

/** Where newer versions are put, and what lies there. */
export function UpdateSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const state = useUpdates((s) => s.state)
  return (
    <section className={styles.group} data-testid="update-settings">
      <h2>Updates</h2>
      {state?.is === 'unavailable' ? (
        <p className={styles.help}>
          This build has no key to check releases with, so it looks for none.
        </p>
      ) : (
        <UpdateFolder settings={settings} state={state} />
      )}
    </section>
  )
}

interface UpdateFolderProps {
  readonly settings: Settings
  readonly state: UpdateState | null
}

function UpdateFolder({ settings, state }: UpdateFolderProps): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  const before = settings.updateFolder

  async function choose(): Promise<void> {
    const chosen = await chooseUpdateFolder()
    if (chosen !== null) saved.saved({ updateFolder: before })
  }

  return (
    <SettingRow
      name="Update folder"
      nameId={`${id}-name`}
      help="A folder or share where somebody puts releases. Downlink looks into it at its start and every six hours, says what is new, and installs nothing. It never asks the network."
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line} data-testid="update-folder">
        {before === null ? (
          <span className={styles.unit}>Not looked for</span>
        ) : (
          <span className={styles.path}>
            <Name>{before}</Name>
          </span>
        )}
      </div>
      {before === null || state === null ? null : <Stand state={state} />}
      <div className={styles.line}>
        <Button onPress={() => void choose()}>Choose…</Button>
        {before === null ? null : (
          <>
            <Button isDisabled={state?.is === 'looking'} onPress={() => void lookForUpdate()}>
              Look now
            </Button>
            <Button kind="quiet" onPress={() => saved.save({ updateFolder: null })}>
              Look no more
            </Button>
          </>
        )}
      </div>
    </SettingRow>
  )
}

/** What the last look has found. */
function Stand({ state }: { readonly state: UpdateState }): ReactNode {
  switch (state.is) {
    case 'unavailable':
    case 'off':
      return null
    case 'looking':
      return <p className={styles.help}>Looking…</p>
    case 'current':
      return (
        <p className={styles.help} data-testid="update-state">
          Nothing newer lay there at {momentOf(state.lookedAt)}.
        </p>
      )
    case 'trouble':
      return (
        <p className={styles.refused} role="status" data-testid="update-state">
          {showInvisible(state.words)}
        </p>
      )
    case 'newer':
      return (
        <div data-testid="update-state">
          <p>
            <b>Version {state.version}</b>, checked at {momentOf(state.lookedAt)}. Quit Downlink and
            install it as the one before.
          </p>
          {state.files.map((file) => (
            <div key={file} className={styles.line}>
              <span className={styles.path}>
                <Name>{file}</Name>
              </span>
              <Button
                kind="quiet"
                label={`Show in folder: ${file}`}
                onPress={() => void showUpdate(file)}
              >
                Show in folder
              </Button>
            </div>
          ))}
          {state.news === '' ? null : <pre className={styles.news}>{newsOf(state.news)}</pre>}
        </div>
      )
  }
}

/** Its lines stay lines. */
const newsOf = (news: string): string => news.trim().split('\n').map(showInvisible).join('\n')

const momentOf = (at: number): string => formatFullMoment(new Date(at).toISOString())
