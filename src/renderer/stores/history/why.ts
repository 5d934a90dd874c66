import type { AlertCode } from '#shared/status'
import { countOf, formatCount, formatDuration } from '../../ui/format'
import type { HistoryMoment } from './moment'

/** What held the station back at a moment. */
export interface Why {
  readonly tone: 'good' | 'plain' | 'attention' | 'bad'
  readonly text: string
}

/** A thread that is busy for more of the time is what the others wait for, in percent. */
const AT_ITS_LIMIT = 80
/** So many of the chunks that a file may have in waiting mean that reading waits for writing. */
const PILED_UP = 1.5
/** This much of a limit of lines a second is as good as all of it. */
const REACHED = 0.8
const WHOLE = 0.95

const alertWords: Readonly<Record<AlertCode, string>> = {
  disk_full: 'Nothing could be written: the disk was full',
  database_busy: 'Nothing could be written: another program held the database',
  database_missing: 'Nothing could be written: the database was moved or removed',
  database_error: 'Nothing could be written: the database failed',
}

/** ' for 12 s of this minute', or nothing where it was all the time. */
function partly(share: number, lengthMs: number): string {
  if (share >= WHOLE) return '.'
  const length = formatDuration(lengthMs / 1000)
  return ` for ${formatDuration((share * lengthMs) / 1000)} of these ${length}.`
}

/**
 * Why no more was stored then, in words; the first cause that holds. `moment` is null where the
 * station did not run.
 */
export function whyAt(moment: HistoryMoment | null): Why {
  if (moment === null) return { tone: 'plain', text: 'Downlink was not running.' }
  const { values, lengthMs, paused, comparing, alerted, alert, paceLines, pacePauseMs } = moment
  if (alert !== null && alerted > 0) {
    return { tone: 'bad', text: `${alertWords[alert]}${partly(alerted, lengthMs)}` }
  }
  if (paused > 0) {
    return { tone: 'attention', text: `Everything was paused${partly(paused, lengthMs)}` }
  }
  if (values.processing < 0.05) {
    return values.queued >= 0.05
      ? { tone: 'plain', text: `${filesOf(values.queued)} waited, and none was being read.` }
      : { tone: 'plain', text: 'There was nothing to do: the queue was empty.' }
  }
  if (comparing > 0.5) {
    const text = `A file was being compared with what is stored already${partly(comparing, lengthMs)}`
    return { tone: 'plain', text }
  }
  if (paceLines !== null && values.lines >= paceLines * REACHED) {
    const text = `It kept to the pace that was set: ${formatCount(paceLines)} lines a second.`
    return { tone: 'attention', text }
  }
  return atFullSpeed(values, pacePauseMs)
}

function atFullSpeed(values: HistoryMoment['values'], pacePauseMs: number): Why {
  const writer = Math.round(values.writer)
  const readers = Math.round(values.readers)
  if (writer >= AT_ITS_LIMIT && writer >= readers - 10) {
    const waited = values.staged >= PILED_UP ? ', and what was read waited for it' : ''
    return {
      tone: 'good',
      text: `Writing was the limit: the writer was ${writer} % busy${waited}.`,
    }
  }
  if (readers >= AT_ITS_LIMIT) {
    return { tone: 'good', text: `Reading was the limit: the readers were ${readers} % busy.` }
  }
  if (pacePauseMs > 0) {
    const text = `The pace was set to pause for ${formatCount(pacePauseMs)} ms after each write.`
    return { tone: 'attention', text }
  }
  return {
    tone: 'plain',
    text: `Neither reading (${readers} % busy) nor writing (${writer} %) was at its limit.`,
  }
}

function filesOf(mean: number): string {
  return countOf(Math.max(1, Math.round(mean)), 'file')
}
