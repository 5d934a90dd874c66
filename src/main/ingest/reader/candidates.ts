import type { TypeCandidate } from '#shared/telemetry/candidate'
import type { Definition } from '#shared/telemetry/definition'
import { Findings } from './findings'
import { doesFit } from './formats/format'
import { formatOf } from './formats/formats'
import { headLines, type Head, type HeadLine } from './head'
import { isBlank } from './lastLine'
import { fitOfNamed, saidStart } from './recognise'

/** So many lines of a file's beginning are tried with each type. */
const MOST_LINES = 20

interface Ranked {
  readonly found: TypeCandidate
  /** How much of what the type is known by is there. */
  readonly share: number
}

/**
 * How well a file's beginning can be read as each type, whatever the type is known by: those with
 * most good lines first, then those that lack least.
 */
export function candidates(head: Head, types: ReadonlyMap<string, Definition>): TypeCandidate[] {
  const lines = firstLines(head)
  return [...types.values()]
    .map((definition) => candidate(head, definition, lines))
    .toSorted((a, b) => b.found.records - a.found.records || b.share - a.share)
    .map(({ found }) => found)
}

function candidate(head: Head, definition: Definition, lines: readonly HeadLine[]): Ranked {
  const { type, title, time } = definition
  const fit = fitOfNamed(head, definition)
  const needsStart = time.form === 'elapsed' && saidStart(head, definition) === null
  const common = { type, title, needsStart }
  if (!doesFit(fit)) {
    const { lacks, share } =
      fit === 'cut' ? { lacks: 'ends before that can be told', share: 0 } : fit
    return { found: { ...common, lacks, lines: 0, records: 0, fault: null }, share }
  }
  const reader = formatOf(definition).open(head, definition, new Findings(definition), 0)
  let [tried, records] = [0, 0]
  let fault: string | null = null
  for (const { bytes, number } of lines) {
    const verdict = number < reader.firstLine ? 'blank' : reader.judge(bytes, number)
    if (typeof verdict === 'string') continue
    tried += 1
    if (verdict.issues === null) records += 1
    else fault ??= `line ${number}: ${verdict.issues[0]?.message ?? ''}`
  }
  return { found: { ...common, lacks: null, lines: tried, records, fault }, share: 1 }
}

/** The first lines that are not blank. */
function firstLines(head: Head): HeadLine[] {
  const lines: HeadLine[] = []
  for (const line of headLines(head)) {
    if (!isBlank(line.bytes)) lines.push(line)
    if (lines.length > MOST_LINES) break
  }
  return lines
}
