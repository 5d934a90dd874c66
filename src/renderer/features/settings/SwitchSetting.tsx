import type { Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { Switch } from 'react-aria-components/Switch'
import { cx } from '../../ui/cx'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

type Switched = {
  [K in keyof Settings]: Settings[K] extends boolean ? K : never
}[keyof Settings]

interface SwitchSettingProps {
  readonly settings: Settings
  readonly setting: Switched
  readonly name: string
  readonly help: string
}

/** What is on or off. */
export function SwitchSetting({ settings, setting, name, help }: SwitchSettingProps): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  return (
    <SettingRow name={name} nameId={`${id}-name`} help={help} helpId={`${id}-help`} saved={saved}>
      <Switch
        className={cx(styles.switch)}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-help`}
        isSelected={settings[setting]}
        data-testid={`setting-${setting}`}
        onChange={(on) => saved.save({ [setting]: on })}
      >
        <span className={styles.knob} />
        {settings[setting] ? 'On' : 'Off'}
      </Switch>
    </SettingRow>
  )
}
