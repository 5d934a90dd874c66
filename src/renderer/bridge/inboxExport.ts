import type { TableFormat } from '#shared/exports'
import type { FileId } from '#shared/files'
import { callFilter, type Filter } from '../stores/inbox/filter'
import { countOf, formatBytes } from '../ui/format'
import { newJobId, runJob } from './jobs'
import { tell, told } from './tell'

/** Writes the bad lines that a filter leaves to a file that the operator names. */
export async function exportLines(filter: Filter, format: TableFormat): Promise<void> {
  const job = newJobId()
  const input = { job, filter: callFilter(filter), format }
  const written = await told(runJob('inbox:export', input, 'Exporting bad lines'))
  if (written === null || written.value === null) return
  if (written.value.state === 'cancelled') {
    tell({ tone: 'attention', text: 'Export stopped. No file was left.' })
    return
  }
  const { name, lines, bytes, truncated } = written.value
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
  const job = newJobId()
  const written = await told(
    runJob('file:export-corrected', { job, fileId }, 'Exporting the corrected package'),
  )
  if (written === null || written.value === null) return
  if (written.value.state === 'cancelled') {
    tell({ tone: 'attention', text: 'Export stopped. No file was left.' })
    return
  }
  const { name, lines, bytes, leftOut, from, lostKeys } = written.value
  const out = leftOut === 0 ? '' : ` ${countOf(leftOut, 'bad line is', 'bad lines are')} not in it.`
  const made = from === 'database' ? ' The source is gone, so it was written from the records.' : ''
  const lost =
    lostKeys === 0 ? '' : ` ${countOf(lostKeys, 'unknown key is', 'unknown keys are')} not in it.`
  tell({
    tone: leftOut === 0 ? 'good' : 'attention',
    text: `Wrote ${countOf(lines, 'record')} to ${name} (${formatBytes(bytes)}).${out}${made}${lost}`,
  })
}
