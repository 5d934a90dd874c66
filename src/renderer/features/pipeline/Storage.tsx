import { showInvisible } from '#shared/raw/pieces'
import type { ReactNode } from 'react'
import { databaseSize, useStation } from '../../stores/station/station'
import { formatBytes } from '../../ui/format'
import styles from './Storage.module.css'

/** Where the database lies, and how much room it takes and has. */
export function Storage(): ReactNode {
  const storage = useStation((s) => s.status?.storage ?? null)
  if (storage === null) return null
  return (
    <section aria-label="Storage">
      <h3 className={styles.title}>Storage</h3>
      <dl className={styles.storage} data-testid="storage">
        <dt>Database</dt>
        <dd className={styles.path}>{showInvisible(storage.databasePath)}</dd>
        <dt>Size</dt>
        <dd>{formatBytes(databaseSize(storage))}</dd>
        <dt>Of it write-ahead log</dt>
        <dd>{formatBytes(storage.walBytes)}</dd>
        <dt>Free on this disk</dt>
        <dd>{storage.freeBytes === null ? 'not known' : formatBytes(storage.freeBytes)}</dd>
      </dl>
    </section>
  )
}
