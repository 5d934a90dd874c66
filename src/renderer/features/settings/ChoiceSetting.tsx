import { Theme, type Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { cx } from '../../ui/cx'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

interface Choice {
  readonly value: Theme
  readonly label: string
  readonly help?: string
}

interface ChoiceSettingProps {
  readonly settings: Settings
  readonly setting: 'theme'
  readonly name: string
  readonly help: string
  readonly choices: readonly Choice[]
  /** Beside each other, for few short words. */
  readonly inline?: boolean
}

/** One of a few words. */
export function ChoiceSetting({
  settings,
  setting,
  name,
  help,
  choices,
  inline = false,
}: ChoiceSettingProps): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  return (
    <SettingRow name={name} nameId={`${id}-name`} help={help} helpId={`${id}-help`} saved={saved}>
      <RadioGroup
        className={cx(inline ? styles.line : styles.choices)}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-help`}
        orientation={inline ? 'horizontal' : 'vertical'}
        value={settings[setting]}
        onChange={(value) => saved.save({ [setting]: Theme.parse(value) })}
      >
        <div className={cx(inline ? styles.segments : styles.choices)}>
          {choices.map((choice) => (
            <Radio
              key={choice.value}
              value={choice.value}
              className={cx(inline ? styles.segment : styles.choice)}
            >
              {inline ? null : <span className={styles.dot} />}
              <span>
                {choice.label}
                {choice.help === undefined ? null : (
                  <span className={styles.help}> {choice.help}</span>
                )}
              </span>
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </SettingRow>
  )
}
