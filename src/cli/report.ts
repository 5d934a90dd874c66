import type { FileCode } from '#shared/codes'
import type { FileRecord } from '#shared/files'

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
}

export function reportOf(file: string, record: FileRecord): IngestReport {
  const { failureCode, failureMessage, startedAt, finishedAt } = record
  const durationMs =
    startedAt === null || finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(startedAt)
  return {
    file,
    status: record.status,
    satelliteType: record.satelliteType,
    totalLines: record.totalLines,
    importedLines: record.importedLines,
    errorLines: record.errorLines,
    skippedLines: record.skippedLines,
    durationMs: Math.max(0, durationMs),
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
  }
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
  }
}

const count = new Intl.NumberFormat('en-US')

/** One file's outcome in one line for a person. */
export function reportLine(report: IngestReport, duplicateOf: number | null): string {
  const { file, status, totalLines, importedLines, errorLines, skippedLines, failure } = report
  if (failure !== null) return `${file}: failed. ${failure.message}`
  if (status === 'duplicate') return `${file}: already imported as #${duplicateOf ?? '?'}`
  const blank = skippedLines > 0 ? `, ${count.format(skippedLines)} blank` : ''
  const seconds = (report.durationMs / 1000).toFixed(1)
  return `${file}: ${status}. ${count.format(totalLines)} lines = ${count.format(importedLines)} imported + ${count.format(errorLines)} bad${blank}, ${seconds} s`
}
