import type { Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { numberText, parseNumberText, type NumberRule } from './numberText'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { TypedField } from './TypedField'
import { useSaved } from './useSaved'

type NumberKey =
  | 'quietMs'
  | 'graceMs'
  | 'cutWaitMs'
  | 'linesPerWrite'
  | 'pauseBetweenWritesMs'
  | 'linesPerSecond'
  | 'filesAtOnce'
  | 'backupsKept'

interface NumberSettingProps {
  readonly settings: Settings
  readonly setting: NumberKey
  readonly name: string
  readonly help: string
  readonly rule: NumberRule
}

/** A number with its unit; kept when the field is left or Enter is pressed. */
export function NumberSetting({
  settings,
  setting,
  name,
  help,
  rule,
}: NumberSettingProps): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  const stored = settings[setting]

  function keep(typed: string): boolean {
    const parsed = parseNumberText(typed, rule)
    if (!parsed.ok) {
      saved.refuse(parsed.reason)
      return false
    }
    if (parsed.value === stored) saved.refuse(null)
    else saved.save({ [setting]: parsed.value })
    return true
  }

  return (
    <SettingRow
      name={name}
      nameId={`${id}-name`}
      fieldId={id}
      help={help}
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line}>
        <TypedField
          id={id}
          inputMode="decimal"
          placeholder={rule.empty}
          value={numberText(stored, rule)}
          isRefused={saved.refused !== null}
          describedBy={`${id}-help`}
          testId={`setting-${setting}`}
          onKeep={keep}
          onGivenUp={() => saved.refuse(null)}
        />
        <span className={styles.unit}>{rule.unit}</span>
      </div>
    </SettingRow>
  )
}
