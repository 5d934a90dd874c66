import { emptyChannelWords } from '#shared/mismatchWords'
import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import styles from './KeyCounts.module.css'

/** Channels that nothing in the package was for: it may be meant so, or a name is not spelt right. */
export function EmptyChannels(): ReactNode {
  const words = emptyChannelWords(useFilePage((s) => s.mismatch?.emptyChannels) ?? [])
  if (words === null) return null
  return (
    <section className={styles.keys} aria-label="Empty channels" data-testid="empty-channels">
      {words}
    </section>
  )
}
