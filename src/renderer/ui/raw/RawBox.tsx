import type { BadLine } from '#shared/lineFindings'
import type { ReactNode } from 'react'
import { countText } from '#shared/numbers'
import styles from './RawBox.module.css'
import { RawFull } from './RawLine'

interface RawBoxProps {
  readonly error: Pick<BadLine, 'raw' | 'rawBytes' | 'issues' | 'format'>
  readonly folded: boolean
}

/** A raw line in full, its faults marked, and whether the database keeps all of it. */
export function RawBox({ error, folded }: RawBoxProps): ReactNode {
  return (
    <>
      <div className={styles.raw}>
        <RawFull error={error} folded={folded} />
      </div>
      {error.rawBytes > error.raw.length ? (
        <p className={styles.cut}>
          First 64 KiB of {countText(error.rawBytes)} bytes; the database keeps no more of a line.
        </p>
      ) : null}
    </>
  )
}
