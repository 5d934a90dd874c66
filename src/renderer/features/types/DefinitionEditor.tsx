import type { DefinitionVerdict } from '#shared/telemetry/calls'
import { faultWords } from '#shared/telemetry/fault'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { changeDefinition, keepDefinition, leaveDefinition } from '../../bridge/types'
import { useTypes } from '../../stores/types/types'
import { Button } from '../../ui/Button'
import { countOf } from '../../ui/format'
import { isMac } from '../../ui/platform'
import { State } from '../../ui/State'
import styles from './DefinitionEditor.module.css'
import { Help } from './Help'

function Verdict({ verdict }: { readonly verdict: DefinitionVerdict }): ReactNode {
  if (verdict.state === 'faulty') {
    return (
      <>
        <State tone="bad" word={countOf(verdict.faults.length, 'fault')} />
        <ul className={styles.faults}>
          {verdict.faults.map((fault) => (
            <li key={`${fault.place} ${fault.reason}`}>{faultWords(fault)}</li>
          ))}
        </ul>
      </>
    )
  }
  const { type, channels, isNew, effects } = verdict
  const words = isNew
    ? `A new type ${type}, ${countOf(channels, 'channel')}`
    : effects.length === 0
      ? `${type} as it is already`
      : `Changes ${type}, ${countOf(channels, 'channel')}`
  return (
    <>
      <State tone="good" word={words} />
      {effects.length === 0 ? null : (
        <ul className={styles.effects}>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.key === 'Enter' && mod) {
    event.preventDefault()
    void keepDefinition()
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveDefinition()
  }
}

/** A definition as text, with what the station says of it at every key. */
export function DefinitionEditor(): ReactNode {
  const draft = useTypes((s) => s.draft)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(0, 0)
  }, [])
  if (draft === null) return null
  const { text, original, judged, verdict, isSaving } = draft
  const isGood = judged === text && verdict?.state === 'good'
  return (
    <div className={styles.editor} data-testid="definition-editor">
      <div className={styles.bar}>
        <h2>{original === '' ? 'New definition' : 'Edit the definition'}</h2>
        <Button kind="quiet" keys="Escape" onPress={leaveDefinition}>
          Cancel
        </Button>
        <Button
          kind="primary"
          keys="Mod+Enter"
          isDisabled={!isGood || isSaving || text === original}
          onPress={() => void keepDefinition()}
        >
          Keep
        </Button>
      </div>
      <textarea
        ref={field}
        className={styles.text}
        aria-label="Definition"
        value={text}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        onChange={(event) => changeDefinition(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Help of={field} text={text} />
      <div className={styles.verdict} role="status" data-testid="definition-verdict">
        {verdict === null ? null : <Verdict verdict={verdict} />}
      </div>
    </div>
  )
}
