import type { LineCode } from '#shared/codes'
import type { FilePage, FileRecord, FileSection, FileStatus } from '#shared/files'
import type { LineErrorGroup, LineErrorPage, UnknownKey } from '#shared/lineErrors'
import type { Series, SeriesQuestion } from '#shared/series'
import type { Settings } from '#shared/settings'
import { withTransfer } from '../workers/serve'
import * as files from './files'
import type { ReadDb } from './handles'
import { lineErrorGroups, lineErrorsPage } from './lineErrors'
import { openReader, type OpenOptions } from './open'
import { readBack, type ReadBack } from './readBack'
import { series, seriesBuffers } from './series'
import { roomNeeded } from './roomNeeded'
import { readSettings } from './settings'
import { unknownKeys } from './unknownKeys'

/** Every question to the database; lives in the reader's worker, so no answer holds up a write. */
export function createReader(db: ReadDb, options: OpenOptions) {
  return {
    /** Answers once the database is open. */
    ready: (): void => undefined,

    settings: (): Settings => readSettings(db),

    file: ({ fileId }: { fileId: number }): files.StoredFile | null => files.fileById(db, fileId),

    filesByStatus: (input: { statuses: FileStatus[] }): files.StoredFile[] =>
      files.filesByStatus(db, input.statuses),

    filesWithOpenSource: (): files.StoredFile[] => files.filesWithOpenSource(db),

    completeOfSize: ({ sizeBytes }: { sizeBytes: number }): files.Comparable[] =>
      files.completeOfSize(db, sizeBytes),

    roomNeeded: (): number => roomNeeded(db),

    totals: (): files.FileTotals => files.fileTotals(db),

    filesPage: (input: { section: FileSection; offset: number; limit: number }): FilePage =>
      files.filesPage(db, input.section, input.offset, input.limit),

    publicFile: ({ fileId }: { fileId: number }): FileRecord | null => {
      const file = files.fileById(db, fileId)
      return file === null ? null : files.publicFile(file)
    },

    errorsPage: (input: {
      fileId: number
      offset: number
      limit: number
      code?: LineCode | undefined
    }): LineErrorPage => lineErrorsPage(db, input.fileId, input.offset, input.limit, input.code),

    errorGroups: ({ fileId }: { fileId: number }): LineErrorGroup[] => lineErrorGroups(db, fileId),

    unknownKeys: ({ fileId }: { fileId: number }): UnknownKey[] => unknownKeys(db, fileId),

    series: (question: SeriesQuestion): Series => {
      const answer = series(db, question)
      return withTransfer(answer, seriesBuffers(answer))
    },

    /** Through a connection of its own on the database's path, opened for this alone. */
    readBack: ({ fileId }: { fileId: number }): ReadBack | null => {
      const fresh = openReader(options)
      try {
        return readBack(fresh, fileId)
      } finally {
        fresh.close()
      }
    },
  }
}

export type ReaderMethods = ReturnType<typeof createReader>
