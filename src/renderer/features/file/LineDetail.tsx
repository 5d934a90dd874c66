import type { BadLine } from '#shared/lineFindings'
import { Copy, UnfoldVertical } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { Button } from '../../ui/Button'
import { countText } from '#shared/numbers'
import { IssueList } from '../../ui/raw/IssueList'
import { RawBox } from '../../ui/raw/RawBox'
import { canFold, issuesOf, rawText } from '../../ui/raw/RawLine'
import styles from './LineDetail.module.css'

/** One bad line in full: every issue, and the line itself. */
export function LineDetail({ error }: { readonly error: BadLine }): ReactNode {
  const [folded, setFolded] = useState(true)
  return (
    <section className={styles.detail} aria-label="The chosen bad line" data-testid="line-detail">
      <div className={styles.top}>
        <p className={styles.where}>
          <b>Line {countText(error.line)}</b>, at byte {countText(error.byteOffset)},{' '}
          {countText(error.rawBytes)} bytes long
        </p>
        {canFold(error) ? (
          <Button
            kind="quiet"
            icon={<UnfoldVertical size={14} aria-hidden />}
            onPress={() => setFolded(!folded)}
          >
            {folded ? 'Show all' : 'Fold'}
          </Button>
        ) : null}
        <Button
          kind="quiet"
          icon={<Copy size={14} aria-hidden />}
          keys="C"
          onPress={() => copyText(rawText(error), 'Raw line')}
        >
          Copy raw line
        </Button>
      </div>
      <div className={styles.body} tabIndex={0} role="group" aria-label="Issues and raw line">
        <IssueList {...issuesOf(error)} />
        <RawBox error={error} folded={folded} />
      </div>
    </section>
  )
}
