import type { Settings } from '#shared/settings'
import { useId, useState, type ReactNode } from 'react'
import { numberText, parseNumberText, type NumberRule } from './numberText'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { useSaved } from './useSaved'

type NumberKey =
  | 'quietMs'
  | 'graceMs'
  | 'cutWaitMs'
  | 'linesPerWrite'
  | 'pauseBetweenWritesMs'
  | 'linesPerSecond'
  | 'filesAtOnce'

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
  /** What is being typed; null while the field shows what is stored. */
  const [typed, setTyped] = useState<string | null>(null)
  const stored = settings[setting]

  function keep(): void {
    if (typed === null) return
    const parsed = parseNumberText(typed, rule)
    if (!parsed.ok) {
      saved.refuse(parsed.reason)
      return
    }
    setTyped(null)
    if (parsed.value === stored) saved.refuse(null)
    else saved.save({ [setting]: parsed.value })
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
        <input
          id={id}
          className={styles.input}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          placeholder={rule.empty}
          value={typed ?? numberText(stored, rule)}
          aria-invalid={saved.refused !== null}
          aria-describedby={`${id}-help`}
          data-testid={`setting-${setting}`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep()
            if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation()
              setTyped(null)
              saved.refuse(null)
            }
          }}
        />
        <span className={styles.unit}>{rule.unit}</span>
      </div>
    </SettingRow>
  )
}
