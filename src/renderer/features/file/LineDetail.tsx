import type { LineError } from '#shared/lineErrors'
import { lineCodeWords } from '#shared/words'
import { Copy, UnfoldVertical } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { Button } from '../../ui/Button'
import { asSentence, formatCount } from '../../ui/format'
import { Name } from '../../ui/Name'
import { canFold, RawFull, rawText } from '../../ui/raw/RawLine'
import styles from './LineDetail.module.css'

/** One bad line in full: every issue, and the line itself. */
export function LineDetail({ error }: { readonly error: LineError }): ReactNode {
  const [folded, setFolded] = useState(true)
  const cut = error.rawBytes > error.raw.length
  return (
    <section className={styles.detail} aria-label="The chosen bad line" data-testid="line-detail">
      <div className={styles.top}>
        <p className={styles.where}>
          <b>Line {formatCount(error.line)}</b>, at byte {formatCount(error.byteOffset)},{' '}
          {formatCount(error.rawBytes)} bytes long
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
        <ul className={styles.issues} aria-label="Issues">
          {error.issues.map((issue) => (
            <li key={`${issue.path} ${issue.code}`} className={styles.issue}>
              <span className={styles.field}>
                {issue.path === '' ? 'line' : <Name>{issue.path}</Name>}
              </span>
              <span>
                {asSentence(issue.message)}{' '}
                <span className={styles.help}>{lineCodeWords[issue.code].help}</span>
              </span>
            </li>
          ))}
        </ul>
        <div className={styles.raw}>
          <RawFull error={error} folded={folded} />
        </div>
        {cut ? (
          <p className={styles.cut}>
            First 64 KiB of {formatCount(error.rawBytes)} bytes; the database keeps no more of a
            line.
          </p>
        ) : null}
      </div>
    </section>
  )
}
