import type { FileRecord } from '#shared/files'
import type { ReactNode } from 'react'
import { fileFigures } from '../../stores/files/view'
import { useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import { countText } from '#shared/numbers'
import styles from './Ledger.module.css'

interface TermProps {
  readonly n: number
  readonly word: string
  readonly bad?: boolean
}

function Term({ n, word, bad = false }: TermProps): ReactNode {
  return (
    <span className={styles.term}>
      <span className={cx(styles.number, bad && styles.bad)}>{countText(n)}</span>{' '}
      <span className={styles.word}>{word}</span>
    </span>
  )
}

function Sign({ children }: { readonly children: string }): ReactNode {
  return <span className={styles.sign}> {children} </span>
}

/** The account of a file's lines: none is missing. */
export function Ledger({ record }: { readonly record: FileRecord }): ReactNode {
  const live = useStation((s) => s.live.get(record.id) ?? null)
  const { totalLines, importedLines, errorLines, skippedLines } = fileFigures(record, live)
  const lines = totalLines + skippedLines
  return (
    <section
      className={cx(styles.ledger, record.removal !== null && styles.past)}
      aria-label="Ledger"
      data-testid="ledger"
    >
      <Term n={lines} word={lines === 1 ? 'line' : 'lines'} />
      <Sign>=</Sign>
      <Term n={importedLines} word="imported" />
      <Sign>+</Sign>
      <Term n={errorLines} word="bad" bad={errorLines > 0} />
      <Sign>+</Sign>
      <Term n={skippedLines} word="skipped" />
      <span className={styles.note}>
        Skipped: blank lines, comments, records of other kinds. A header is not counted.
      </span>
    </section>
  )
}
