import type { LineIssue } from '#shared/codes'
import type { LineRef } from '#shared/inbox/filter'
import type { InvokeChannel } from '#shared/ipc'
import type { StoredRecord } from '#shared/inbox/lines'
import { SHOWN_TEXT_BYTES } from '#shared/inbox/bounds'
import type { LineVerdict, PreviewPage, TriedRule } from '#shared/inbox/mending'
import type { MendedLinePage } from '#shared/inbox/mends'
import type { SearchHitPage } from '#shared/inbox/search'
import type { CheckedInput } from '../../answers'
import { fileById } from '../../database/files/files'
import type { ReadDb } from '../../database/handles'
import { formatOfFile } from '../../database/inbox/formatOfFile'
import { rawLines } from '../../database/inbox/rawLines'
import { lineId } from '../../database/lines/lineId'
import type { MendBatch } from '../../database/mends/applyMend'
import { isHidden } from '../../database/removals/hidden'
import { linesOfMend } from '../../database/mends/mendedTexts'
import type { OpenOptions } from '../../database/connection/open'
import { withTransfer } from '../../workers/serve'
import { correctedText } from './correctedText'
import { ExportCorrected } from './correctedPackage'
import { ExportBadLines } from './badLineExport'
import { LineJudge } from './lineJudge'
import { Preview, type PreviewRequest } from './preview'
import { batchBuffers, RecordBatch } from './recordBatch'
import { Recheck } from './recheck'
import { Sealing } from './seal'
import { Search } from './search'
import { steppedTasks } from '../jobs/steppedTasks'
import type { Task } from '../jobs/task'
import type { TaskRequest } from './tasks'
import { tryRule } from './tryRule'

/** A step of a task takes about this long, so that a question never waits for more. */
const STEP_MS = 20

export interface RecordsOfPreview {
  readonly request: PreviewRequest
  readonly batches: MendBatch[]
  /** Lines that it showed as fixed. */
  readonly fixed: number
  /** Where to go on; null after the last ones. */
  readonly next: number | null
}

/** A text judged as a line; `batch` is its record, ready to be stored. */
export type JudgedLine =
  | { readonly issues: LineIssue[] }
  | { readonly issues: null; readonly record: StoredRecord; readonly batch: MendBatch }

/**
 * What the inbox's thread answers: long tasks step by step, and whatever needs the reader's own
 * judgement. It reads the database and never writes it.
 */
export function createInboxMethods(db: ReadDb, options: OpenOptions) {
  const judge = new LineJudge(db)
  // What they found stays to be paged until the next one comes.
  let search: { job: string; task: Search } | null = null
  let preview: { job: string; task: Preview } | null = null

  const begin = ({ kind, input }: TaskRequest, job: string): Task<object> => {
    switch (kind) {
      case 'search':
        search = { job, task: new Search(db, input.filter, input.needle) }
        return search.task
      case 'preview':
        preview = { job, task: new Preview(db, judge, input) }
        return preview.task
      case 'seal':
        mustBeShown(db, input.fileId)
        return new Sealing(options, input.fileId)
      case 'recheck':
        mustBeShown(db, input.fileId)
        return new Recheck(db, input)
      case 'export':
        return new ExportBadLines(db, input)
      case 'correct':
        mustBeShown(db, input.fileId)
        return new ExportCorrected(db, input)
    }
  }

  const previewOf = (job: string): Preview => {
    if (preview?.job !== job) throw new Error('This preview is over. Preview the rule again.')
    return preview.task
  }

  return {
    ...steppedTasks(begin, STEP_MS),

    'inbox:hits': (input: CheckedInput<'inbox:hits'>): SearchHitPage => {
      if (search?.job !== input.job) return { total: 0, groups: [], rows: [] }
      return search.task.hits(input.offset, input.limit)
    },

    'mend:preview-page': (input: CheckedInput<'mend:preview-page'>): PreviewPage =>
      previewOf(input.job).page(input.outcome, input.offset, input.limit),

    /** The records that the lines of a finished preview become. */
    previewRecords: (input: { job: string; offset: number; limit: number }): RecordsOfPreview => {
      const task = previewOf(input.job)
      if (!task.isDone) throw new Error('This preview did not come to its end. Preview it again.')
      const { batches, next } = task.records(input.offset, input.limit)
      const { fixed } = task.counts
      return withTransfer({ request: task.request, batches, fixed, next }, batchBuffers(batches))
    },

    'mend:judge': ({ fileId, line, text }: CheckedInput<'mend:judge'>): LineVerdict => {
      const judged = judge.of(fileId).judge(line, text)
      if (judged.issues !== null) return { ok: false, issues: [...judged.issues] }
      const record = judge.recordOf(fileId, judged.values)
      return { ok: true, record, cellErrors: [...judged.cellErrors.kept] }
    },

    judgeLine: ({ fileId, line, text }: LineRef & { text: string }): JudgedLine => {
      const reading = judge.of(fileId)
      const judged = reading.judge(line, text)
      if (judged.issues !== null) return { issues: [...judged.issues] }
      const batch = new RecordBatch(fileId, reading, 1)
      batch.add(line, judged)
      const record = judge.recordOf(fileId, judged.values)
      return { issues: null, record, batch: batch.finish() }
    },

    /** The first of the rules that makes a record of an open line. */
    'mend:try': ({ fileId, line, rules }: CheckedInput<'mend:try'>): TriedRule | null => {
      const [found] = rawLines(db, [lineId(fileId, line)])
      if (found?.status !== 'open') return null
      const reading = judge.of(fileId)
      for (const [place, rule] of rules.entries()) {
        const tried = tryRule(reading, rule, found)
        if (tried.outcome !== 'fixed') continue
        const record = judge.recordOf(fileId, tried.judged.values)
        return { rule: place, text: tried.text, record }
      }
      return null
    },

    'mend:lines': (input: CheckedInput<'mend:lines'>): MendedLinePage => {
      const { total, rows } = linesOfMend(db, input.mendId, input.offset, input.limit)
      const corrections = new Map(
        rows.map(({ fileId, line, correction }) => [lineId(fileId, line), correction]),
      )
      const lines = rawLines(db, [...corrections.keys()])
      return {
        total,
        rows: lines.map((line) => {
          const correction = corrections.get(lineId(line.fileId, line.line)) ?? null
          const format = formatOfFile(db, line.fileId)
          const after = correction === null ? null : correctedText(line, correction, format)
          return {
            fileId: line.fileId,
            line: line.line,
            fileName: fileById(db, line.fileId)?.name ?? '',
            before: new Uint8Array(line.raw.subarray(0, SHOWN_TEXT_BYTES)),
            rawBytes: line.rawBytes,
            format,
            after: after?.slice(0, SHOWN_TEXT_BYTES) ?? null,
          }
        }),
      }
    },
  }
}

/** What was removed has no books to check and nothing to export. */
function mustBeShown(db: ReadDb, fileId: number): void {
  if (!isHidden(db, fileId)) return
  throw new Error(`Package #${fileId} was removed, or has not taken its place yet.`)
}

export type InboxMethods = ReturnType<typeof createInboxMethods>

/** Calls of the contract that this thread answers. */
export type ThreadQuestion = Extract<keyof InboxMethods, InvokeChannel>
