import type { CellErrorSummary, CellGroup, CellGroupKey, FoundCell } from '#shared/inbox/cellErrors'
import type { LineCode } from '#shared/codes'
import type { FilePage, FileRecord, FileSection, FileStatus, FoundFile } from '#shared/files'
import type { InboxFacets } from '#shared/inbox/facets'
import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import type { GroupPage, InboxCounts } from '#shared/inbox/groups'
import type { InboxLinePage, LineDetail } from '#shared/inbox/lines'
import type { KnownRule } from '#shared/inbox/mending'
import type { MendPage } from '#shared/inbox/mends'
import type { LineErrorGroup, LineErrorPage, TextNumber, UnknownKey } from '#shared/lineErrors'
import type { Weight } from '#shared/removals/removal'
import type { AfterImport } from '#shared/folders'
import type { Settings } from '#shared/settings'
import { revisionsOf, typeUses, type TypeUse, type UsedRevision } from './definitions/typeUses'
import * as files from './files/files'
import { findFiles } from './files/findFiles'
import { filesBefore, type LayBefore } from './folders/before'
import type { ReadDb } from './handles'
import { historyMethods } from './history/methods'
import { lineDetail } from './inbox/around'
import { commonestFault, type CommonestFault } from './inbox/commonestFault'
import { cellGroups, cellsOfGroup, cellSummary } from './inbox/cellGroups'
import { inboxFacets } from './inbox/facets'
import { inboxCounts, inboxGroups, type GroupsRequest } from './inbox/groups'
import { placeOfLine } from './inbox/lineIds'
import { inboxLines } from './inbox/lines'
import { inSnapshot } from './inbox/snapshot'
import { lineErrorGroups, lineErrorsPage } from './lines/lineErrors'
import { missingPackages, type FormerPackage } from './files/missingPackages'
import { knownRules, mendById, mendHistory, type HistoryRequest } from './mends/history'
import { lockOf } from './mends/lock'
import { openReader, type OpenOptions } from './connection/open'
import { readBack, type ReadBack } from './files/readBack'
import { flightMethods } from './flight/methods'
import { rowsToFree } from './removals/free'
import { weigh } from './removals/weight'
import { roomNeeded } from './files/roomNeeded'
import { readSettings, usualEnd } from './settings'
import { textNumbers } from './lines/textNumbers'
import { unknownKeys } from './lines/unknownKeys'

/** Every question to the database; lives in the reader's worker, so no answer holds up a write. */
export function createReader(db: ReadDb, options: OpenOptions) {
  return {
    /** Answers once the database is open. */
    ready: (): void => undefined,

    settings: ({ usualFolder }: { usualFolder: string | null }): Settings =>
      readSettings(db, usualFolder),
    usualEnd: (): AfterImport => usualEnd(db),

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

    weight: ({ fileId }: { fileId: number }): Weight => inSnapshot(db, () => weigh(db, fileId)),

    /** How many records and bad lines of a removed package are still stored. */
    rowsToFree: ({ fileId }: { fileId: number }): number => rowsToFree(db, fileId),

    totals: (): files.FileTotals => files.fileTotals(db),

    filesPage: (input: { section: FileSection; offset: number; limit: number }): FilePage =>
      files.filesPage(db, input.section, input.offset, input.limit),

    findFiles: ({ text, limit }: { text: string; limit: number }): FoundFile[] =>
      findFiles(db, text, limit),

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

    textNumbers: ({ fileId }: { fileId: number }): TextNumber[] | null => textNumbers(db, fileId),

    typeUses: (): Map<string, TypeUse> => typeUses(db),

    revisionsOf: ({ type }: { type: string }): UsedRevision[] => revisionsOf(db, type),

    commonestFault: ({ fileId }: { fileId: number }): CommonestFault | null =>
      inSnapshot(db, () => commonestFault(db, fileId)),

    cellSummary: ({ fileId }: { fileId: number }): CellErrorSummary =>
      inSnapshot(db, () => cellSummary(db, fileId)),

    cellGroups: (): CellGroup[] => cellGroups(db),

    cellsOfGroup: (input: { group: CellGroupKey; offset: number; limit: number }): FoundCell[] =>
      cellsOfGroup(db, input),

    unknownKeys: ({ fileId }: { fileId: number }): UnknownKey[] => unknownKeys(db, fileId),

    inboxCounts: (): InboxCounts => inSnapshot(db, () => inboxCounts(db)),

    inboxGroups: (input: GroupsRequest): GroupPage => inSnapshot(db, () => inboxGroups(db, input)),

    inboxFacets: ({ filter }: { filter: InboxFilter }): InboxFacets =>
      inSnapshot(db, () => inboxFacets(db, filter)),

    inboxLines: (input: { filter: InboxFilter; offset: number; limit: number }): InboxLinePage =>
      inSnapshot(db, () => inboxLines(db, input)),

    placeOfLine: (input: LineRef & { filter: InboxFilter }): number | null =>
      inSnapshot(db, () => placeOfLine(db, input)),

    lineDetail: (input: LineRef & { neighbours: number }): LineDetail | null =>
      inSnapshot(db, () => lineDetail(db, input)),

    /** Why a bad line can't be mended now; null when it can. */
    lineLock: (ref: LineRef): string | null => lockOf(db, ref),

    knownRules: ({ faultId }: { faultId: number }): KnownRule[] => knownRules(db, faultId),

    /** How many lines a mend was made for; 0 where there is no such mend. */
    linesOfMend: ({ mendId }: { mendId: number }): number => mendById(db, mendId)?.lines ?? 0,

    mendHistory: (input: HistoryRequest): MendPage => mendHistory(db, input),

    ...flightMethods(db),
    ...historyMethods(db),

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
