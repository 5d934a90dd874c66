import type { FileRecord } from '#shared/files'
import type { Seal, SourceCheck } from '#shared/inbox/seal'
import { showInvisible } from '#shared/raw/pieces'
import { FileCheck, PackageCheck, Wrench, X } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { checkAgain, followBooks, stopCheck } from '../../bridge/books'
import { exportCorrected } from '../../bridge/inboxExport'
import { showFileErrors } from '../../bridge/inboxNext'
import { booksState, useBooks } from '../../stores/filePage/books'
import { jobShare, useJobs } from '../../stores/jobs/jobs'
import { Button } from '../../ui/Button'
import { countOf, formatFullMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Progress } from '../../ui/Progress'
import { State } from '../../ui/State'
import { usePageKeys } from '../../ui/usePageKeys'
import styles from './Books.module.css'

function mendedWords({ fixed, dismissed }: Seal['rows']): string {
  const parts: string[] = []
  if (fixed > 0) parts.push(`${countOf(fixed, 'record')} mended`)
  if (dismissed > 0) parts.push(`${countOf(dismissed, 'bad line')} dismissed`)
  return parts.length === 0 ? '' : ` ${parts.join(', ')}.`
}

function SealWords({ seal }: { readonly seal: Seal }): ReactNode {
  const { balanced, rows, faults, at } = seal
  if (balanced) {
    const bad = rows.open + rows.dismissed
    return (
      <>
        <State tone="good" word="Balanced" icon={PackageCheck} />
        <p className={styles.words} data-testid="seal">
          Counted row by row: {countOf(rows.records, 'record')} and {countOf(bad, 'bad line')}.
          {mendedWords(rows)} {formatFullMoment(at)}
        </p>
      </>
    )
  }
  return (
    <>
      <State tone="bad" word="Does not balance" />
      <p className={styles.words} data-testid="seal">
        {faults.join(' ')}
      </p>
    </>
  )
}

function checkWords({ source, reason, sameFile, lines, different }: SourceCheck): string {
  if (source === null) return reason ?? 'The source is not there any more.'
  const where = source === 'place' ? 'the source' : 'the archived copy'
  const same = sameFile ? 'the very file that was imported' : 'it is not the file that was imported'
  const result =
    different === 0
      ? 'every one is stored as it reads'
      : `${countOf(different, 'line is', 'lines are')} stored otherwise than they read`
  return `Read ${where} again, ${same}: ${countOf(lines, 'line')}, ${result}.`
}

function Check({ check }: { readonly check: SourceCheck }): ReactNode {
  const good = check.source !== null && check.different === 0 && check.sameFile
  const { differences, different } = check
  return (
    <div className={styles.check} data-testid="source-check">
      <div className={styles.result}>
        <State
          tone={good ? 'good' : check.source === null ? 'attention' : 'bad'}
          word={good ? 'Checked' : check.source === null ? 'Not checked' : 'Differs'}
        />
        <p className={styles.words}>{checkWords(check)}</p>
        <Button
          kind="quiet"
          label="Close"
          icon={<X size={14} aria-hidden />}
          onPress={() => booksState().actions.checkClosed()}
        />
      </div>
      {differences.length === 0 ? null : (
        <ul className={styles.differences} tabIndex={0} aria-label="Lines that differ">
          {differences.map(({ line, what }) => (
            <li key={line} className={styles.difference}>
              <span className={styles.line}>{countText(line)}</span>
              <span>{showInvisible(what)}</span>
            </li>
          ))}
          {different > differences.length ? (
            <li>and {countText(different - differences.length)} more</li>
          ) : null}
        </ul>
      )}
    </div>
  )
}

function Checking(): ReactNode {
  const job = useJobs((s) => {
    const id = booksState().checking
    return id === null ? null : (s.running.get(id) ?? null)
  })
  return (
    <>
      <span className={styles.progress}>
        <Progress
          label="Reading the source again"
          share={job === null ? 0 : jobShare(job)}
          still={job?.stopping ?? false}
        />
      </span>
      <Button kind="quiet" keys="V" onPress={stopCheck}>
        Stop
      </Button>
    </>
  )
}

/** Whether a complete package's ledger agrees with its rows and its source, and what to do next. */
export function Books({ record }: { readonly record: FileRecord }): ReactNode {
  const { id, errorLines } = record
  useEffect(() => followBooks(id), [id])
  const seal = useBooks((s) => (s.fileId === id ? s.seal : null))
  const check = useBooks((s) => (s.fileId === id ? s.check : null))
  const checking = useBooks((s) => s.checking !== null)
  const failure = useBooks((s) => (s.fileId === id ? s.failure : null))
  const mended = (seal?.rows.fixed ?? 0) + (seal?.rows.dismissed ?? 0) > 0
  const correctable = errorLines > 0 || mended
  usePageKeys((key) => {
    if (key === 'v') {
      if (checking) stopCheck()
      else void checkAgain(id)
      return true
    }
    if (key !== 'x' || !correctable) return false
    void exportCorrected(id)
    return true
  })
  return (
    <section className={styles.books} aria-label="Seal" data-testid="books">
      {seal === null ? (
        <>
          <State tone="plain" word="Counting rows" />
          <span className={styles.words} />
        </>
      ) : (
        <SealWords seal={seal} />
      )}
      <div className={styles.acts}>
        {checking ? (
          <Checking />
        ) : (
          <Button
            kind="quiet"
            icon={<FileCheck size={14} aria-hidden />}
            keys="V"
            tip="Read the source again and compare every line with what is stored"
            onPress={() => void checkAgain(id)}
          >
            Check again
          </Button>
        )}
        {correctable ? (
          <>
            <Button
              kind="quiet"
              keys="X"
              tip="The package as a file that imports clean, with mended lines in place"
              onPress={() => void exportCorrected(id)}
            >
              Export corrected…
            </Button>
            <Button
              icon={<Wrench size={14} aria-hidden />}
              keys="E"
              tip="Mend its bad lines in the inbox"
              onPress={() => showFileErrors(id)}
            >
              Mend
            </Button>
          </>
        ) : null}
      </div>
      {failure === null ? null : <p className={styles.bad}>{failure}</p>}
      {check === null ? null : <Check check={check} />}
    </section>
  )
}
