import type { TableFormat } from '#shared/exports'
import type { FileId } from '#shared/files'
import { callFilter, type Filter } from '../stores/inbox/filter'
import { countOf, formatBytes } from '../ui/format'
import { doJob, EXPORT_STOPPED, newJobId } from './jobs'
import { tell } from './tell'

/** Writes the bad lines that a filter leaves to a file that the operator names. */
export async function exportLines(filter: Filter, format: TableFormat): Promise<void> {
  const input = { job: newJobId(), filter: callFilter(filter), format }
  const written = await doJob('inbox:export', input, 'Exporting bad lines', EXPORT_STOPPED)
  if (written === null) return
  const { name, lines, bytes, truncated } = written
  const cut =
    truncated === 0
      ? ''
      : ` ${countOf(truncated, 'line is', 'lines are')} marked as truncated: the database keeps their first 64 KiB.`
  tell({
    tone: truncated === 0 ? 'good' : 'attention',
    text: `Wrote ${countOf(lines, 'bad line')} to ${name} (${formatBytes(bytes)}).${cut}`,
  })
}

/** Writes a package with its mended lines in place to a file that the operator names. */
export async function exportCorrected(fileId: FileId): Promise<void> {
  const input = { job: newJobId(), fileId }
  const label = 'Exporting the corrected package'
  const written = await doJob('file:export-corrected', input, label, EXPORT_STOPPED)
  if (written === null) return
  const { name, lines, bytes, leftOut, from, lostKeys } = written
  const out = leftOut === 0 ? '' : ` ${countOf(leftOut, 'bad line is', 'bad lines are')} not in it.`
  const made = from === 'database' ? ' The source is gone, so it was written from the records.' : ''
  const lost =
    lostKeys === 0 ? '' : ` ${countOf(lostKeys, 'unknown key is', 'unknown keys are')} not in it.`
  tell({
    tone: leftOut === 0 ? 'good' : 'attention',
    text: `Wrote ${countOf(lines, 'record')} to ${name} (${formatBytes(bytes)}).${out}${made}${lost}`,
  })
}
