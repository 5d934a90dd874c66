import { SHOWN_TEXT_BYTES } from '#shared/inbox/bounds'
import type {
  PreviewPage,
  PreviewRow,
  RuleCounts,
  RuleOutcome,
  RuleTarget,
} from '#shared/inbox/mending'
import type { Rule } from '#shared/inbox/rules'
import type { ReadDb } from '../../database/handles'
import { eachIdBatch, filteredParts } from '../../database/inbox/lineIds'
import { rawLines, type RawLine } from '../../database/inbox/rawLines'
import { lineId } from '../../database/lines/lineId'
import type { MendBatch } from '../../database/mends/applyMend'
import { fileById } from '../../database/files/files'
import type { LineJudge } from './lineJudge'
import type { LineReading } from './lineReading'
import { RecordBatch } from './recordBatch'
import type { Progress, Task } from '../jobs/task'
import { tryRule, type Tried } from './tryRule'

/** Lines that are read from the database at once. */
const LINES_PER_READ = 200

export interface PreviewRequest {
  readonly target: RuleTarget
  readonly rule: Rule
}

/** Tries a rule on every line of its target; what came of it can be paged while it goes on. */
export class Preview implements Task<RuleCounts> {
  readonly request: PreviewRequest
  readonly #db: ReadDb
  readonly #judge: LineJudge
  readonly #total: number
  readonly #batches: Iterator<readonly bigint[]>
  #batch: readonly bigint[] = []
  #at = 0
  #isDone = false
  /** How the lines of the package are read that was looked at last. */
  #reading: { readonly fileId: number; readonly lines: LineReading } | null = null
  readonly #all: bigint[] = []
  readonly #ids: Record<RuleOutcome, bigint[]> = { fixed: [], still_bad: [], untouched: [] }

  constructor(db: ReadDb, judge: LineJudge, request: PreviewRequest) {
    this.request = request
    this.#db = db
    this.#judge = judge
    const { faultId, satelliteType, fileIds } = request.target
    const filtered = filteredParts(db, {
      types: [satelliteType],
      fileIds: [...fileIds],
      codes: [],
      fields: [],
      statuses: ['open'],
      faultIds: [faultId],
    })
    this.#total = filtered.total
    this.#batches = eachIdBatch(db, filtered)
  }

  get progress(): Progress {
    return { done: this.#all.length, total: this.#total, found: this.#ids.fixed.length }
  }

  get counts(): RuleCounts {
    const { fixed, still_bad: stillBad, untouched } = this.#ids
    return { fixed: fixed.length, stillBad: stillBad.length, untouched: untouched.length }
  }

  /** Whether it came to its end. */
  get isDone(): boolean {
    return this.#isDone
  }

  step(until: number): RuleCounts | null {
    this.#reading = null
    do {
      const ids = this.#nextIds()
      if (ids === null) {
        this.#isDone = true
        return this.counts
      }
      for (const line of rawLines(this.#db, ids)) {
        if (line.status !== 'open') continue
        const id = lineId(line.fileId, line.line)
        this.#all.push(id)
        this.#ids[this.#try(line).outcome].push(id)
      }
    } while (performance.now() < until)
    return null
  }

  page(outcome: RuleOutcome | null, offset: number, limit: number): PreviewPage {
    const ids = outcome === null ? this.#all : this.#ids[outcome]
    const rows = rawLines(this.#db, ids.slice(offset, offset + limit))
    return { total: ids.length, counts: this.counts, rows: rows.map((line) => this.#row(line)) }
  }

  /**
   * The records that the fixed lines from `offset` on become, by file; `next` is where to go on,
   * null after the last ones.
   */
  records(offset: number, limit: number): { batches: MendBatch[]; next: number | null } {
    const ids = this.#ids.fixed.slice(offset, offset + limit)
    const byFile = new Map<number, RecordBatch>()
    for (const line of rawLines(this.#db, ids)) {
      const tried = this.#try(line)
      if (tried.outcome !== 'fixed') continue
      const { fileId } = line
      let batch = byFile.get(fileId)
      if (batch === undefined) {
        batch = new RecordBatch(fileId, this.#readingOf(fileId), ids.length)
        byFile.set(fileId, batch)
      }
      batch.add(line.line, tried.judged)
    }
    const batches = [...byFile.values()].map((batch) => batch.finish())
    const end = offset + ids.length
    return { batches, next: end < this.#ids.fixed.length ? end : null }
  }

  close(): void {
    this.#batches.return?.()
  }

  #nextIds(): readonly bigint[] | null {
    while (this.#at >= this.#batch.length) {
      const next = this.#batches.next()
      if (next.done === true) return null
      this.#batch = next.value
      this.#at = 0
    }
    this.#at += LINES_PER_READ
    return this.#batch.slice(this.#at - LINES_PER_READ, this.#at)
  }

  #try(line: RawLine): Tried {
    return tryRule(this.#readingOf(line.fileId), this.request.rule, line)
  }

  #readingOf(fileId: number): LineReading {
    if (this.#reading?.fileId !== fileId) {
      this.#reading = { fileId, lines: this.#judge.of(fileId) }
    }
    return this.#reading.lines
  }

  #row(line: RawLine): PreviewRow {
    const tried = this.#try(line)
    return {
      fileId: line.fileId,
      line: line.line,
      fileName: fileById(this.#db, line.fileId)?.name ?? '',
      outcome: tried.outcome,
      before: new Uint8Array(line.raw.subarray(0, SHOWN_TEXT_BYTES)),
      rawBytes: line.rawBytes,
      format: this.#readingOf(line.fileId).format,
      after: tried.outcome === 'untouched' ? null : tried.text.slice(0, SHOWN_TEXT_BYTES),
      issues: tried.outcome === 'still_bad' ? [...tried.issues] : [],
      reason: tried.outcome === 'untouched' ? tried.reason : null,
    }
  }
}
