import { useMemo, type ReactNode } from 'react'
import { cx } from '../cx'
import { decodeLine, textLine } from '#shared/raw/decode'
import type { LineFormat } from '#shared/formats/lineFormat'
import { MarkedRow } from '../raw/RawLine'
import styles from './LineDiff.module.css'
import { textChanges } from './textChanges'

interface LineDiffProps {
  readonly before: Uint8Array
  /** Whether `before` ends within a longer line. */
  readonly cut: boolean
  /** Null for a line that stays as it is. */
  readonly after: string | null
  readonly format: LineFormat
}

/** A line before and after, one under the other, with what changed marked on both sides. */
export function LineDiff({ before, cut, after, format }: LineDiffProps): ReactNode {
  const { line, changes } = useMemo(() => {
    const decoded = decodeLine(before, cut, format)
    return {
      line: decoded,
      changes: after === null ? null : textChanges(decoded.text, after),
    }
  }, [before, cut, after, format])
  if (after === null || changes === null) {
    return (
      <div className={styles.side}>
        <span className={cx(styles.sign, styles.same)} aria-hidden>
          ·
        </span>
        <MarkedRow line={line} marks={[]} />
      </div>
    )
  }
  // Both sides begin at the same place, so that the eye finds the change below itself.
  const starts = [changes.gone[0], changes.added[0]].flatMap((span) => (span ? [span.start] : []))
  const from = starts.length === 0 ? 0 : Math.min(...starts)
  return (
    <div>
      <div className={styles.side}>
        <span className={cx(styles.sign, styles.gone)} aria-label="Before">
          −
        </span>
        <MarkedRow line={line} marks={changes.gone} tone="gone" from={from} />
      </div>
      <div className={styles.side}>
        <span className={cx(styles.sign, styles.added)} aria-label="After">
          +
        </span>
        <MarkedRow line={textLine(after, format)} marks={changes.added} tone="added" from={from} />
      </div>
    </div>
  )
}
