import type { FileCode } from '#shared/codes'
import type { FileRecord } from '#shared/files'
import { besideLines } from '#shared/inbox/cellErrorWords'
import type { Mismatch } from '#shared/mismatch'
import { emptyChannelWords, inNoChannelWords } from '#shared/mismatchWords'
import { countText } from '#shared/numbers'
import type { Ending } from './endings'

/** One file's outcome as `ingest --json` prints it. Public: these names stay. */
export interface IngestReport {
  readonly file: string
  readonly status: FileRecord['status']
  readonly satelliteType: string | null
  readonly totalLines: number
  readonly importedLines: number
  readonly errorLines: number
  readonly skippedLines: number
  readonly durationMs: number
  readonly failure: { readonly code: FileCode; readonly message: string } | null
  /** The ground station that it came from; null where nothing says it. */
  readonly site: string | null
  /** Of a duplicate alone: the id of the package that has its content, and what is stored of that. */
  readonly duplicateOf?: number
  readonly original?: Counts
  /** Cells that can't be read, of records that are stored without them. */
  readonly cellErrors: number
  /** The channels that no record has anything of. */
  readonly emptyChannels: readonly string[]
  /** How many keys or columns are in no channel. */
  readonly inNoChannel: Mismatch['inNoChannel']
}

const ALL_IN_ONE: Mismatch['inNoChannel'] = { what: 'key', count: 0, hasMore: false }

type Counts = Pick<FileRecord, 'totalLines' | 'importedLines' | 'errorLines' | 'skippedLines'>

export function reportOf(file: string, { record, original, mismatch }: Ending): IngestReport {
  const { failureCode, failureMessage } = record
  return {
    file,
    status: record.status,
    satelliteType: record.satelliteType,
    totalLines: record.totalLines,
    importedLines: record.importedLines,
    errorLines: record.errorLines,
    skippedLines: record.skippedLines,
    durationMs: record.workedMs ?? 0,
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    site: record.site,
    ...(original === null ? {} : { duplicateOf: original.id, original: countsOf(original) }),
    cellErrors: record.cellErrors,
    emptyChannels: mismatch?.emptyChannels ?? [],
    inNoChannel: mismatch?.inNoChannel ?? ALL_IN_ONE,
  }
}

function countsOf(record: FileRecord): Counts {
  const { totalLines, importedLines, errorLines, skippedLines } = record
  return { totalLines, importedLines, errorLines, skippedLines }
}

/** Of a file that has no row: it can't be read, or the database can't take it. */
export function failedReport(file: string, code: FileCode, message: string): IngestReport {
  return {
    file,
    status: 'failed',
    satelliteType: null,
    totalLines: 0,
    importedLines: 0,
    errorLines: 0,
    skippedLines: 0,
    durationMs: 0,
    failure: { code, message },
    site: null,
    cellErrors: 0,
    emptyChannels: [],
    inNoChannel: ALL_IN_ONE,
  }
}

/**
 * One file's outcome in one line for a person.
 *
 * @param fileId its row; null where it has none
 * @param wasThere it was stored before, and nothing of it was read now
 */
export function reportLine(report: IngestReport, fileId: number | null, wasThere: boolean): string {
  const { file, status, totalLines, importedLines, errorLines, skippedLines, failure, cellErrors } =
    report
  if (failure !== null) {
    const more =
      fileId !== null && errorLines > 0 ? ` 'downlink errors ${fileId}' shows its bad lines.` : ''
    return `${file}: failed. ${failure.message}${more}`
  }
  if (status === 'duplicate') return `${file}: ${thereWords(report.duplicateOf)}`
  if (status === 'complete' && wasThere) return `${file}: ${thereWords(fileId)}`
  const skipped = skippedLines > 0 ? `, ${countText(skippedLines)} skipped` : ''
  const seconds = (report.durationMs / 1000).toFixed(1)
  return `${file}: ${status}. ${countText(totalLines)} lines = ${countText(importedLines)} imported + ${countText(errorLines)} bad${skipped}${besideLines(cellErrors)}, ${seconds} s${mismatchWords(report)}`
}

/** Sentences that go on behind a line. */
function mismatchWords({ emptyChannels, inNoChannel }: IngestReport): string {
  return [emptyChannelWords(emptyChannels), inNoChannelWords(inNoChannel)]
    .map((words) => (words === null ? '' : `. ${words}`))
    .join('')
}

/** Of a file that has nothing new: by its place, or by what it says. */
function thereWords(fileId: number | null | undefined): string {
  return `is there already, as #${fileId ?? '?'}`
}
