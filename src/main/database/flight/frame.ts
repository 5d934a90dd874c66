import type { ChannelName, FlightScope, TimeWindow } from '#shared/flight/scope'
import type { Rollup } from '../../record/rollup'
import { readingOf, type Reading } from '../definitions/reading'
import type { ReadDb } from '../handles'
import { readRollup, readTimes, recordedSpan } from '../rollups/rollups'
import { scopeFiles, type ScopeFile } from './scopeFiles'
import { shownRollup } from './shownRollup'

/** What a question looks at: packages, the time, and what is summed up of them in it. */
export interface Frame {
  readonly files: readonly FramedFile[]
  readonly window: TimeWindow
}

export interface FramedFile extends ScopeFile {
  readonly reading: Reading
  /** Of the chunks that have records in the window; of the channels that were asked for, in their order. */
  readonly rollup: Rollup
}

/** The time of a scope without records. */
const nothing: TimeWindow = { fromUs: 0, toUs: 0 }

export function frameOf(
  db: ReadDb,
  question: { readonly scope: FlightScope; readonly window: TimeWindow | null },
  channels: readonly ChannelName[] = [],
): Frame {
  const files = scopeFiles(db, question.scope)
  const fileIds = files.map(({ fileId }) => fileId)
  const window = question.window ?? recordedSpan(db, fileIds) ?? nothing
  return {
    files: files.map((file) => {
      const reading = readingOf(db, file.fileId)
      return { ...file, reading, rollup: rollupOf(db, file.fileId, window, reading, channels) }
    }),
    window,
  }
}

function rollupOf(
  db: ReadDb,
  fileId: number,
  window: TimeWindow,
  reading: Reading,
  channels: readonly ChannelName[],
): Rollup {
  if (channels.length === 0) {
    return { channels: 0, times: readTimes(db, fileId, window), figures: new Float64Array(0) }
  }
  const numbers = channels.map((name) => reading.number(name))
  return readRollup(db, fileId, window, (packed) => shownRollup(packed, numbers))
}
