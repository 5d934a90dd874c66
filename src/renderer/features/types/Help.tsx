import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { helpAt } from '../../stores/types/schemaHelp'
import styles from './DefinitionEditor.module.css'

interface HelpProps {
  readonly of: RefObject<HTMLTextAreaElement | null>
  readonly text: string
}

/** What may stand where the cursor is. */
export function Help({ of, text }: HelpProps): ReactNode {
  const [cursor, setCursor] = useState(0)
  useEffect(() => {
    const field = of.current
    const follow = (): void => setCursor(field?.selectionStart ?? 0)
    document.addEventListener('selectionchange', follow)
    return () => document.removeEventListener('selectionchange', follow)
  }, [of])
  const { place, description, keys, values } = helpAt(text, cursor)
  return (
    <div className={styles.help} data-testid="definition-help">
      <p>
        <code>{place === '' ? 'definition' : place}</code> {description}
      </p>
      {keys.length === 0 ? null : (
        <p>
          May have{' '}
          {keys.map((key) => (
            <code key={key}>{key}</code>
          ))}
        </p>
      )}
      {values.length === 0 ? null : (
        <p>
          One of{' '}
          {values.map((value) => (
            <code key={value}>{value}</code>
          ))}
        </p>
      )}
    </div>
  )
}
