import type { Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { Segments } from '../../ui/Segments'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

const themes = [
  { id: 'system', name: 'System' },
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
] as const

/** Light or dark. */
export function ThemeSetting({ settings }: { readonly settings: Settings }): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  return (
    <SettingRow
      name="Colours"
      nameId={`${id}-name`}
      help="System follows the setting of this computer."
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line}>
        <Segments
          label="Colours"
          describedBy={`${id}-help`}
          value={settings.theme}
          options={themes}
          onChange={(theme) => saved.save({ theme })}
        />
      </div>
    </SettingRow>
  )
}
