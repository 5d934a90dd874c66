import type { FlightScope, TimeWindow } from '#shared/flight/scope'
import type { Rollup } from '../../record/rollup'
import type { ReadDb } from '../handles'
import { readRollup, recordedSpan } from '../rollups'
import { scopeFiles, type ScopeFile } from './scopeFiles'

/** What a question looks at: packages, the time, and what is summed up of them in it. */
export interface Frame {
  readonly files: readonly FramedFile[]
  readonly window: TimeWindow
}

export interface FramedFile extends ScopeFile {
  /** Of the chunks that have records in the window. */
  readonly rollup: Rollup
}

/** The time of a scope without records. */
const nothing: TimeWindow = { fromUs: 0, toUs: 0 }

export function frameOf(
  db: ReadDb,
  question: { readonly scope: FlightScope; readonly window: TimeWindow | null },
): Frame {
  const files = scopeFiles(db, question.scope)
  const fileIds = files.map(({ fileId }) => fileId)
  const window = question.window ?? recordedSpan(db, fileIds) ?? nothing
  return {
    files: files.map((file) => ({ ...file, rollup: readRollup(db, file.fileId, window) })),
    window,
  }
}
