import type { FileRecord } from '#shared/files'
import type { ReactNode } from 'react'
import { sourceStateWords, sourceWords } from '../../stores/files/words'
import { cx } from '../../ui/cx'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFullMoment,
  secondsBetween,
} from '../../ui/format'
import { Name } from '../../ui/Name'
import styles from './Facts.module.css'

interface FactProps {
  readonly name: string
  readonly wide?: boolean
  readonly mono?: boolean
  readonly children: string
}

function Fact({ name, wide = false, mono = false, children }: FactProps): ReactNode {
  return (
    <div className={cx(styles.fact, wide && styles.wide)}>
      <dt>{name}</dt>
      <dd className={cx(mono && styles.mono)}>
        <Name>{children}</Name>
      </dd>
    </div>
  )
}

const unknown = '–'

/** What is known about a file beside its lines. */
export function Facts({ record }: { readonly record: FileRecord }): ReactNode {
  const took = secondsBetween(record.startedAt, record.finishedAt)
  const ended =
    record.finishedAt === null
      ? unknown
      : `${formatFullMoment(record.finishedAt)}${took === null ? '' : `, took ${formatDuration(took)}`}`
  return (
    <dl className={styles.facts} data-testid="facts">
      <Fact name="Satellite type">{record.satelliteType ?? unknown}</Fact>
      <Fact name="Size">
        {`${formatBytes(record.sizeBytes)} (${formatCount(record.sizeBytes)} bytes)`}
      </Fact>
      <Fact name="Came by">{sourceWords[record.source]}</Fact>
      <Fact name="Source file">{sourceStateWords(record).word}</Fact>
      <Fact name="Added">{formatFullMoment(record.insertedAt)}</Fact>
      <Fact name="Ended">{ended}</Fact>
      <Fact name="Fingerprint (SHA-256 of blocks)" wide mono>
        {record.fingerprint ?? unknown}
      </Fact>
    </dl>
  )
}
