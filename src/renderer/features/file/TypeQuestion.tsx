import type { FileRecord } from '#shared/files'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import { showInvisible } from '#shared/raw/pieces'
import { useEffect, useState, type ReactNode } from 'react'
import { askCandidates, readFileAs } from '../../bridge/typeQuestion'
import { Button } from '../../ui/Button'
import { countText } from '#shared/numbers'
import { TextBox } from '../../ui/TextBox'
import styles from './TypeQuestion.module.css'

/** Failures that are over when somebody says what the file is. */
const questions: ReadonlySet<FileRecord['failureCode']> = new Set([
  'unknown_satellite_type',
  'ambiguous_type',
  'needs_start',
  'invalid_header',
  'nothing_imported',
])
/** So many are shown before somebody asks for more. */
const MOST_SHOWN = 5

/** A moment as somebody types it, in microseconds since 1970 UTC; null for none. */
function momentOf(text: string): number | null {
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/i.test(text.trim())
  const ms = hasZone ? Date.parse(text.trim()) : NaN
  return Number.isNaN(ms) ? null : ms * 1000
}

function fitWords({ lacks, lines, records, fault }: TypeCandidate): string {
  if (lacks !== null) return `It ${lacks}.`
  if (lines === 0) return 'It fits, and has no line yet.'
  const share = `${countText(records)} of its first ${countText(lines)} lines fit.`
  return fault === null ? share : `${share} ${fault}.`
}

function Candidate({
  record,
  candidate,
  start,
}: {
  readonly record: FileRecord
  readonly candidate: TypeCandidate
  readonly start: string
}): ReactNode {
  const { type, title, lacks, needsStart } = candidate
  const startUs = momentOf(start)
  return (
    <li className={styles.candidate}>
      <span className={styles.name}>{showInvisible(title)}</span>
      <span className={styles.words}>{showInvisible(fitWords(candidate))}</span>
      {lacks === null ? (
        <Button
          isDisabled={needsStart && startUs === null}
          onPress={() => void readFileAs(record.id, type, needsStart ? startUs : null)}
        >
          Read it as this
        </Button>
      ) : null}
    </li>
  )
}

function Question({ record }: { readonly record: FileRecord }): ReactNode {
  const [candidates, setCandidates] = useState<readonly TypeCandidate[] | null>(null)
  const [isWhole, setWhole] = useState(false)
  const [start, setStart] = useState('')
  const { id } = record
  useEffect(() => {
    let isCurrent = true
    const load = async (): Promise<void> => {
      const found = await askCandidates(id)
      if (isCurrent) setCandidates(found)
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [id])
  if (candidates === null || candidates.length === 0) return null
  const shown = isWhole ? candidates : candidates.slice(0, MOST_SHOWN)
  const needsStart = shown.some((one) => one.lacks === null && one.needsStart)
  return (
    <section className={styles.question} aria-label="Which type is it" data-testid="type-question">
      <h2>Which satellite type is it?</h2>
      {needsStart ? (
        <TextBox
          label="Its times count from"
          labelShown
          value={start}
          onChange={setStart}
          placeholder="2026-11-30T12:00:00Z"
          mono
        />
      ) : null}
      <ul className={styles.candidates}>
        {shown.map((candidate) => (
          <Candidate key={candidate.type} record={record} candidate={candidate} start={start} />
        ))}
      </ul>
      {candidates.length > shown.length ? (
        <Button kind="quiet" onPress={() => setWhole(true)}>
          All {countText(candidates.length)} types
        </Button>
      ) : null}
    </section>
  )
}

/** Which satellite type a held file is of: the types that nearly fit, and what does not. */
export function TypeQuestion({ record }: { readonly record: FileRecord }): ReactNode {
  const { status, failureCode, failureMessage } = record
  if (status !== 'failed' || !questions.has(failureCode)) return null
  return <Question key={failureMessage} record={record} />
}
