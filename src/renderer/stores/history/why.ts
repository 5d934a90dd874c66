import type { AlertCode } from '#shared/status'
import { formatDuration } from '../../ui/format'
import { countText } from '#shared/numbers'
import type { HistoryMoment } from './moment'

/** What held the station back at a moment. */
export interface Why {
  readonly tone: 'good' | 'plain' | 'attention' | 'bad'
  readonly text: string
}

/** A thread that is busy for more of the time is what the others wait for, in percent. */
const AT_ITS_LIMIT = 80
/** Where reading and writing are about as busy, the one writer is what more files have to share. */
const NEARLY = 10
/** A mean of fewer files is none. */
const LEAST_FILES = 0.05
/** So much of a limit of lines a second is as good as all of it: whole chunks come to a second. */
const REACHED = 0.6
const WHOLE = 0.95
/** A fall costs less time than that. */
const FALL_MS = 10_000

const alertWords: Readonly<Record<AlertCode, string>> = {
  disk_full: 'the disk was full',
  database_busy: 'another program held the database',
  database_missing: 'the database was moved or removed',
  database_error: 'the database failed',
}

/** ' for 12 s of these 60 s', or nothing where it was all the time. */
function partly(share: number, lengthMs: number): string {
  if (share >= WHOLE) return ''
  const [part, length] = [share * lengthMs, lengthMs].map((ms) => formatDuration(ms / 1000))
  return ` for ${part} of these ${length}`
}

/**
 * Why no more was stored then, in words; the first cause that holds. `moment` is null where the
 * station did not run.
 */
export function whyAt(moment: HistoryMoment | null, isNow: boolean): Why {
  const was = isNow ? 'is' : 'was'
  if (moment === null) return { tone: 'plain', text: `Downlink ${was} not running.` }
  const { values, lengthMs, paused, comparing, alerted, alert, paceLines } = moment
  if (alert !== null && alerted > 0) {
    const text = `Nothing could be written${partly(alerted, lengthMs)}: ${alertWords[alert]}.`
    return { tone: 'bad', text }
  }
  if (paused > 0) {
    return { tone: 'attention', text: `Everything ${was} paused${partly(paused, lengthMs)}.` }
  }
  if (moment.falls > 0 && lengthMs <= FALL_MS) {
    return { tone: 'attention', text: 'Something fell and was started anew: see its event.' }
  }
  if (values.processing < LEAST_FILES) {
    return values.queued < LEAST_FILES
      ? { tone: 'plain', text: `There ${was} nothing to do: the queue ${was} empty.` }
      : { tone: 'plain', text: `Files ${isNow ? 'wait' : 'waited'}, and none ${was} being read.` }
  }
  if (comparing > 0.5) {
    const what = `A file ${was} being compared with what is stored already`
    return { tone: 'plain', text: `${what}${partly(comparing, lengthMs)}.` }
  }
  if (paceLines !== null && values.lines >= paceLines * REACHED) {
    const text = `The pace ${was} the limit: it ${was} set to ${countText(paceLines)} lines a second.`
    return { tone: 'attention', text }
  }
  return atFullSpeed(moment, was)
}

function atFullSpeed({ values, pacePauseMs }: HistoryMoment, was: string): Why {
  const writer = Math.round(values.writer)
  const readers = Math.round(values.readers)
  if (writer >= AT_ITS_LIMIT && writer >= readers - NEARLY) {
    return { tone: 'good', text: `Writing ${was} the limit: the writer ${was} ${writer} % busy.` }
  }
  if (readers >= AT_ITS_LIMIT) {
    return { tone: 'good', text: `Reading ${was} the limit: the readers were ${readers} % busy.` }
  }
  if (pacePauseMs > 0) {
    const text = `The pace ${was} set to pause for ${countText(pacePauseMs)} ms after each write.`
    return { tone: 'attention', text }
  }
  return {
    tone: 'plain',
    text: `Neither reading (${readers} % busy) nor writing (${writer} %) ${was} at its limit.`,
  }
}
