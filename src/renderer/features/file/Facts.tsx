import type { FileRecord } from '#shared/files'
import type { ReactNode } from 'react'
import { sourceStateWords, sourceWords } from '../../stores/files/words'
import { cx } from '../../ui/cx'
import { formatBytes, formatDuration, formatFullMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import styles from './Facts.module.css'

interface FactProps {
  readonly name: string
  readonly wide?: boolean
  readonly mono?: boolean
  readonly attention?: boolean
  readonly children: string
}

function Fact({
  name,
  wide = false,
  mono = false,
  attention = false,
  children,
}: FactProps): ReactNode {
  return (
    <div className={cx(styles.fact, wide && styles.wide)}>
      <dt>{name}</dt>
      <dd className={cx(mono && styles.mono, attention && styles.attention)}>
        <Name>{children}</Name>
      </dd>
    </div>
  )
}

const unknown = '–'

/** What is known about a file beside its lines. */
export function Facts({ record }: { readonly record: FileRecord }): ReactNode {
  const source = sourceStateWords(record)
  const stuck = source.tone === 'attention'
  return (
    <dl className={styles.facts} data-testid="facts">
      <Fact name="Satellite type">{record.satelliteType ?? unknown}</Fact>
      {record.site === null ? null : <Fact name="Site">{record.site}</Fact>}
      <Fact name="Size">
        {record.sizeBytes < 1000
          ? formatBytes(record.sizeBytes)
          : `${formatBytes(record.sizeBytes)} (${countText(record.sizeBytes)} B)`}
      </Fact>
      <Fact name="Came by">{sourceWords[record.source]}</Fact>
      <Fact name="Took">
        {record.status === 'complete' && record.workedMs !== null
          ? formatDuration(record.workedMs / 1000)
          : unknown}
      </Fact>
      <Fact name="Source file" wide={stuck || record.sourceReason !== null} attention={stuck}>
        {source.word}
      </Fact>
      <Fact name="Added">{formatFullMoment(record.insertedAt)}</Fact>
      <Fact name="Ended">
        {record.finishedAt === null ? unknown : formatFullMoment(record.finishedAt)}
      </Fact>
      <Fact name="Fingerprint (SHA-256 of blocks)" wide mono>
        {record.fingerprint ?? unknown}
      </Fact>
    </dl>
  )
}
