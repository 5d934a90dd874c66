import { textFormat } from '#shared/formats/formats'
import type { LineDetail } from '#shared/inbox/lines'
import { decodeLine } from '#shared/raw/decode'
import { showInvisible } from '#shared/raw/pieces'
import { useMemo, type ReactNode } from 'react'
import { cellFields } from '../../stores/inbox/cellFields'
import { cx } from '../../ui/cx'
import styles from './CellFields.module.css'

/** The cells of a bad line of a table by their columns; where a line names its values, it says them itself. */
export function CellList({ line, fields }: Pick<LineDetail, 'line' | 'fields'>): ReactNode {
  const cells = useMemo(() => {
    const { format, raw, rawBytes, issues } = line
    if (textFormat(format.file).namesValues) return null
    const { text } = decodeLine(raw, rawBytes > raw.length, format)
    return cellFields(text, format, fields, issues)
  }, [line, fields])
  if (cells === null) return null
  return (
    <dl className={styles.fields} aria-label="Cells of the line">
      {cells.map(({ key, label, text, isFaulty }) => (
        <div key={key} className={cx(styles.field, isFaulty && styles.faulty)}>
          <dt className={styles.name} title={showInvisible(label ?? key)}>
            {showInvisible(key)}
            {label === null ? null : <span className={styles.label}>{showInvisible(label)}</span>}
          </dt>
          <dd className={styles.cell}>{text === null ? 'not there' : showInvisible(text)}</dd>
        </div>
      ))}
    </dl>
  )
}
