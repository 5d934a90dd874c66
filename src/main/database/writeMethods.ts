import type { FileCode } from '#shared/codes'
import type { Definition } from '#shared/telemetry/definition'
import type { Told } from '#shared/telemetry/told'
import type { FileRecord, FileStatus, SourceState } from '#shared/files'
import type { FolderAnswer } from '#shared/folders'
import type { Mismatch } from '#shared/mismatch'
import type { SettingsPatch } from '#shared/settings'
import { BLOCK_BYTES, chunkBuffers, type OpenBlock } from '../record/chunk'
import type { FileHead } from '../record/fileHead'
import type { FileIdentity } from '../record/identity'
import { withTransfer } from '../workers/serve'
import {
  admitAll,
  continueGrown,
  insertArrival,
  readAs,
  requeue,
  startOver,
  type Admission,
  type Arrival,
} from './files/admission'
import { blockHashes } from './files/blockHashes'
import {
  openBlockOf,
  reopenLastLine,
  trimBeyond,
  type Checkpoint,
  type LineCounts,
} from './records/checkpoint'
import { keptCellErrors } from './lines/cellErrors'
import { mismatch } from './lines/mismatch'
import {
  needRenewal,
  renewDefinitions,
  revisionFor,
  type DefinitionInUse,
} from './definitions/register'
import { revisionOfFile } from './definitions/revisions'
import { tellPackage } from './feed/feed'
import * as changes from './files/fileChanges'
import { keepHead } from './files/fileHeads'
import {
  completeOfSize,
  fileById,
  publicFile,
  type Comparable,
  type StoredFile,
} from './files/files'
import {
  ChunkWriter,
  type ChunkToWrite,
  type ChunkWritten,
  type RecordWay,
} from './records/chunkWriter'
import { forgetCut, setCut, setCutUntil, type CutFile } from './files/cutFiles'
import { Durability } from './connection/durability'
import {
  filesAnsweredBy,
  leaveBelow,
  meet,
  remember,
  settle,
  type FoundFolder,
  type MetFolder,
  type NewFolder,
} from './folders/met'
import type { WriteDb } from './handles'
import { saveHistory, type HistoryBatch } from './history/save'
import { markSeen } from './inbox/seen'
import { applyMend, type MendApplied, type MendToApply } from './mends/applyMend'
import { dismissLines, type LinesToDismiss } from './mends/dismiss'
import type { Outcome } from './mends/transact'
import { undoMend, type MendToUndo, type MendUndone } from './mends/undoMend'
import { TimeKeeper } from './packageTimes/timeKeeper'
import { placesOf, type DatabasePlaces } from './connection/places'
import { freeStep, type Freed } from './removals/free'
import { removePackage } from './removals/removePackage'
import {
  admitReplacement,
  isReplacement,
  leaveWaiting,
  replacementLock,
  takePlace,
  type Replacement,
} from './removals/replacement'
import { removalOf } from './removals/rows'
import { undoRemoval } from './removals/undoRemoval'
import { writeSettings } from './settings'
import { unknownKeys } from './lines/unknownKeys'
import { emptyWal, keepWalShort } from './connection/walLimit'

/** Where reading goes on. `more` says that rows of an earlier attempt are still being removed. */
export interface ResumePoint {
  readonly more: boolean
  readonly checkpoint: Checkpoint
  readonly counts: LineCounts
  /** SHA-256 digests of the whole blocks before the checkpoint. */
  readonly blockHashes: Uint8Array<ArrayBuffer>
  readonly openBlock: OpenBlock | null
  /** Those that have a row by name. */
  readonly unknownKeys: readonly string[]
  /** How many cell errors are kept. */
  readonly cellErrors: number
  /** What the lines before the checkpoint were read with; null where there are none. */
  readonly definition: Definition | null
}

/** What is told of a package that is complete; or why it can't take another one's place. */
export type Completion =
  | { readonly lock: string }
  | { readonly lock: null; readonly record: FileRecord; readonly mismatch: Mismatch }

interface Ending {
  readonly fileId: number
  readonly fingerprint: string
  readonly identity: FileIdentity
}

const now = (): string => new Date().toISOString()

/** Everything that changes the database. One transaction each; lives in the writer's worker. */
export function createWriteMethods(db: WriteDb, way: RecordWay = 'staged') {
  const chunks = new ChunkWriter(db, way)
  const durability = new Durability(db)
  const times = new TimeKeeper(db)
  const opened = placesOf(db.name)

  return {
    /** Answers once the database is open. */
    ready: (): void => undefined,

    /** Where the database's files lay when this thread opened them. */
    places: (): DatabasePlaces => opened,

    /** The number that tells this database from its copies. */
    lineage: (): number => Number(db.pragma('application_id', { simple: true })),

    admitAll: (arrivals: readonly Arrival[]): Admission[] => admitAll(db, arrivals, now()),

    insertArrival: (arrival: Arrival): Admission => insertArrival(db, arrival, now()),

    continueGrown: (input: { fileId: number }): StoredFile => continueGrown(db, input.fileId),

    /**
     * A folder that is to be watched, if it was met before. One that is watched without what is
     * below it has to meet that anew.
     */
    meetFolder: ({ found, below }: { found: FoundFolder; below: boolean }): MetFolder | null =>
      durability.commit(() => {
        const met = meet(db, found)
        if (met !== null && !below) leaveBelow(db, met.id)
        return met
      }),

    /**
     * Takes in folders that are new, and all that lies in them. Durable when it returns. Answers the
     * folder that is asked about, with the files of all for which its answer holds.
     */
    rememberFolders: (input: {
      folders: readonly [NewFolder, ...NewFolder[]]
      below: boolean
      answer: FolderAnswer | null
    }): MetFolder =>
      durability.commit(() => {
        const asked = remember(db, input.folders, input.below, input.answer, now())
        return { ...asked, files: filesAnsweredBy(db, asked.id) }
      }),

    /**
     * What becomes of the files that lay in the folders for which this one answers; only the first
     * answer counts. Says how many they are.
     */
    answerFolder: (input: { folderId: number; answer: FolderAnswer }): number =>
      durability.commit(() => {
        settle(db, input.folderId, input.answer)
        return filesAnsweredBy(db, input.folderId)
      }),

    /** To be called again while `more` is true. */
    resumePoint: ({ fileId }: { fileId: number }): ResumePoint =>
      db
        .transaction((): ResumePoint => {
          reopenLastLine(db, fileId)
          const more = trimBeyond(db, fileId)
          const file = fileById(db, fileId)
          if (file === null) throw new Error(`there is no file ${fileId}`)
          const checkpoint = { byte: file.checkpointByte, line: file.checkpointLine }
          const blocks = Math.floor(checkpoint.byte / BLOCK_BYTES)
          return {
            more,
            checkpoint,
            counts: {
              imported: file.importedLines,
              errors: file.errorLines,
              skipped: file.skippedLines,
            },
            blockHashes: blockHashes(db, fileId, blocks),
            openBlock: openBlockOf(db, fileId),
            unknownKeys: unknownKeys(db, fileId).flatMap(({ key }) => key ?? []),
            cellErrors: keptCellErrors(db, fileId),
            definition: checkpoint.line === 0 ? null : revisionOfFile(db, fileId).definition,
          }
        })
        .immediate(),

    /**
     * The file is being read from now on: with a definition where its first line is to be read, and
     * null where it goes on with the one that it was begun with. With `compare` it is not where there
     * are complete files of its size, which are answered then: it may have the content of one of them.
     */
    start: (input: {
      fileId: number
      use: (DefinitionInUse & { head: FileHead; site: string | null }) | null
      identity: FileIdentity
      compare: boolean
    }): Comparable[] =>
      db
        .transaction(() => {
          const { fileId, use, identity, compare } = input
          const alike = compare ? completeOfSize(db, identity.sizeBytes) : []
          if (alike.length > 0) return alike
          const at = now()
          const revision = use === null ? revisionOfFile(db, fileId) : revisionFor(db, use, at)
          changes.setStarted(db, fileId, revision, identity, at)
          if (use !== null) {
            keepHead(db, fileId, use.head)
            changes.setOwnSite(db, fileId, use.site)
          }
          return []
        })
        .immediate(),

    /** The definitions of types are these from now on. */
    renewDefinitions: ({ inUse }: { inUse: readonly DefinitionInUse[] }): void => {
      if (!needRenewal(db, inUse)) return
      db.transaction(() => renewDefinitions(db, inUse, now())).immediate()
    },

    write: (input: ChunkToWrite): ChunkWritten => {
      durability.mend()
      keepWalShort(db)
      const written = chunks.write(input)
      durability.flushSoon(input.chunk.nextByte - input.from.byte)
      if (!written.stored) return withTransfer(written, chunkBuffers(written.chunk))
      // This thread makes too little garbage to be collected often: its chunks would pile up.
      for (const buffer of chunkBuffers(input.chunk)) buffer.transfer(0)
      return written
    },

    /**
     * The file is read to its end. A copy takes the place of what it is for in the same transaction;
     * where it can't, nothing is done and the reason is answered.
     */
    complete: ({ fileId, identity, ...text }: Ending & changes.ReadText): Completion => {
      const setComplete = (): void => {
        changes.setComplete(db, fileId, identity, text, now())
        tellPackage(db, 'completed', fileId)
        forgetCut(db, fileId)
      }
      if (!isReplacement(db, fileId)) {
        db.transaction(setComplete).immediate()
        return completePackage(db, fileId)
      }
      const lock = durability.commit(() => {
        const why = replacementLock(db, fileId)
        if (why !== null) return why
        setComplete()
        takePlace(db, fileId, now())
        return null
      })
      return lock === null ? completePackage(db, fileId) : { lock }
    },

    /** The file was read up to its last whole line, and waits for the rest. */
    waitForRest: (input: { fileId: number; identity: FileIdentity; cut: CutFile }): void =>
      db
        .transaction(() => {
          changes.setWaiting(db, input.fileId, input.identity, now())
          setCut(db, input.fileId, input.cut)
        })
        .immediate(),

    setCutUntil: (input: { fileId: number; until: string }): void =>
      setCutUntil(db, input.fileId, input.until),

    duplicate: (input: Ending & { duplicateOf: number }): void =>
      db
        .transaction(() => {
          const { fileId, duplicateOf, fingerprint, identity } = input
          changes.setDuplicate(db, fileId, duplicateOf, fingerprint, identity, now())
          leaveWaiting(db, fileId)
        })
        .immediate(),

    fail: (input: { fileId: number; code: FileCode; message: string }): void =>
      changes.setFailed(db, input.fileId, input.code, input.message, now()),

    cancel: (input: { fileId: number }): void => changes.setCancelled(db, input.fileId, now()),

    setStatus: (input: { fileId: number; status: FileStatus }): void =>
      changes.setStatus(db, input.fileId, input.status, now()),

    requeue: (input: { fileId: number; identity: FileIdentity }): StoredFile =>
      requeue(db, input.fileId, input.identity, now()),

    /** The file is read from its first line as what somebody says that it is. */
    readAs: (input: { fileId: number; told: Told; identity: FileIdentity }): StoredFile =>
      readAs(db, input.fileId, input.told, input.identity),

    /** The file is read from its first line, as it is now. */
    startOver: (input: { fileId: number; identity: FileIdentity }): void =>
      startOver(db, input.fileId, input.identity),

    /** Gives the disk back what the WAL has grown by. */
    makeRoom: (): void => emptyWal(db),

    /** Everything committed so far is on disk when it returns. */
    barrier: ({ fileId }: { fileId: number }): void =>
      durability.barrier(() => changes.touch(db, fileId)),

    /** Durable when it returns. `identity` replaces the one in the row; null leaves it. */
    setSourceState: (input: {
      fileId: number
      state: SourceState
      reason: string | null
      identity: FileIdentity | null
    }): void =>
      durability.commit(() => {
        mustNotBeRemoved(db, input.fileId)
        changes.setSourceState(db, input.fileId, input.state, input.reason)
        if (input.identity !== null) changes.setIdentity(db, input.fileId, input.identity)
      }),

    markSeen: ({ faultIds }: { faultIds: number[] }): void => markSeen(db, faultIds),

    applyMend: (input: MendToApply): Outcome<MendApplied> =>
      applyMend(db, durability, input, now()),

    dismissLines: (input: LinesToDismiss): Outcome<MendApplied> =>
      dismissLines(db, durability, input, now()),

    undoMend: (input: MendToUndo): Outcome<MendUndone> => undoMend(db, durability, input, now()),

    removePackage: (input: { fileId: number; by: string; note: string }): void =>
      durability.commit(() => removePackage(db, input, now())),

    /** Answers the package that was removed for it: the one that had taken its place. */
    undoRemoval: (input: { fileId: number; by: string }): number | null =>
      durability.commit(() => undoRemoval(db, input, now())),

    /** Puts a copy in line that is to take a package's place. */
    admitReplacement: (input: Replacement): Admission =>
      durability.commit(() => admitReplacement(db, input, now())),

    /** Why a copy can't take its place; null when it can, or is none. */
    replacementLock: ({ fileId }: { fileId: number }): string | null => replacementLock(db, fileId),

    /** Deletes some rows of a removed package; to be called again while some are left. */
    freeStep: ({ fileId }: { fileId: number }): Freed => {
      keepWalShort(db)
      return db.transaction(() => freeStep(db, fileId, now())).immediate()
    },

    /**
     * Finds out which time packages have that came or changed, the newest first and some of it; to
     * be called again while it answers true.
     */
    measureTimes: ({ fromNewest }: { fromNewest: boolean }): boolean => times.step(fromNewest),

    updateSettings: (patch: SettingsPatch): void =>
      db.transaction(() => writeSettings(db, patch)).immediate(),

    saveHistory: (batch: HistoryBatch): void => saveHistory(db, batch),
    /** Leaves the database to another thread: nothing can be asked any more. */
    leave: (): void => {
      durability.close()
      chunks.close()
      db.close()
    },

    /** Moves the WAL into the database and empties it. */
    close: (): void => {
      chunks.close()
      durability.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

function completePackage(db: WriteDb, fileId: number): Completion {
  const file = fileById(db, fileId)
  if (file === null) throw new Error(`there is no file ${fileId}`)
  return { lock: null, record: publicFile(file), mismatch: mismatch(db, fileId) }
}

/** What was removed keeps its source, and its row. */
function mustNotBeRemoved(db: WriteDb, fileId: number): void {
  if (removalOf(db, fileId) === null) return
  throw new Error(`package #${fileId} was removed, so its source stays where it is`)
}

export type WriteMethods = ReturnType<typeof createWriteMethods>
