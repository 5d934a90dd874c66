import type { StoredSettings } from '#shared/keptSettings'
import type { FileStatus } from '#shared/files'
import type { HistoryEventPage, HistoryEventsQuestion } from '#shared/history/events'
import type { HistorySeries } from '#shared/history/series'
import type { LineRef } from '#shared/inbox/filter'
import { openReader, type OpenOptions } from './connection/open'
import { databaseFacts, type DatabaseFacts } from './facts'
import { revisionsOf, typeUses, type TypeUse, type UsedRevision } from './definitions/typeUses'
import * as files from './files/files'
import { missingPackages, type FormerPackage } from './files/missingPackages'
import { readBack, type ReadBack } from './files/readBack'
import { roomNeeded } from './files/roomNeeded'
import { filesBefore, type LayBefore } from './folders/before'
import type { ReadDb } from './handles'
import { historyEvents } from './history/events'
import type { Unsaved } from './history/save'
import { historySeries, type SeriesQuestion } from './history/series'
import { commonestFault, type CommonestFault } from './inbox/commonestFault'
import { inSnapshot } from './inbox/snapshot'
import { mendById } from './mends/mendList'
import { lockOf } from './mends/lock'
import { handedOver, questionMethods } from './questions'
import { rowsToFree } from './removals/free'
import { storedSettings } from './settings'

/** All that is asked of the database; lives in the reader's worker, so no answer holds up a write. */
export function createReadMethods(db: ReadDb, options: OpenOptions) {
  return {
    ...questionMethods(db),

    /** Answers once the database is open. */
    ready: (): void => undefined,

    settings: (): StoredSettings => storedSettings(db),

    file: ({ fileId }: { fileId: number }): files.StoredFile | null => files.fileById(db, fileId),

    filesByStatus: (input: { statuses: FileStatus[] }): files.StoredFile[] =>
      files.filesByStatus(db, input.statuses),

    filesWithOpenSource: (): files.StoredFile[] => files.filesWithOpenSource(db),

    /** Every file that lay in a folder when it was met. */
    filesBefore: ({ folderId }: { folderId: number }): LayBefore => filesBefore(db, folderId),

    completeOfSize: ({ sizeBytes }: { sizeBytes: number }): files.Comparable[] =>
      files.completeOfSize(db, sizeBytes),

    /** Which of these packages the database does not have, by their places in the list. */
    missingPackages: ({ former }: { former: readonly FormerPackage[] }): number[] =>
      missingPackages(db, former),

    roomNeeded: (): number => roomNeeded(db),

    /** How many records and bad lines of a removed package are still stored. */
    rowsToFree: ({ fileId }: { fileId: number }): number => rowsToFree(db, fileId),

    facts: (): DatabaseFacts => databaseFacts(db),

    totals: (): files.FileTotals => files.fileTotals(db),

    typeUses: (): Map<string, TypeUse> => typeUses(db),

    revisionsOf: ({ type }: { type: string }): UsedRevision[] => revisionsOf(db, type),

    commonestFault: ({ fileId }: { fileId: number }): CommonestFault | null =>
      inSnapshot(db, () => commonestFault(db, fileId)),

    /** Why a bad line can't be mended now; null when it can. */
    lineLock: (ref: LineRef): string | null => lockOf(db, ref),

    /** How many lines a mend was made for; 0 where there is no such mend. */
    linesOfMend: ({ mendId }: { mendId: number }): number => mendById(db, mendId)?.lines ?? 0,

    historySeries: (question: SeriesQuestion): HistorySeries =>
      handedOver(inSnapshot(db, () => historySeries(db, question))),

    historyEvents: (input: {
      question: HistoryEventsQuestion
      unsaved: Unsaved['events']
    }): HistoryEventPage => inSnapshot(db, () => historyEvents(db, input.question, input.unsaved)),

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

export type ReadMethods = ReturnType<typeof createReadMethods>
