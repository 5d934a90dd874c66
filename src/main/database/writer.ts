import type { FileCode } from '#shared/codes'
import type { FileStatus, SourceState } from '#shared/files'
import type { SettingsPatch } from '#shared/settings'
import { BLOCK_BYTES, chunkBuffers } from '../ingest/chunk'
import type { FileIdentity } from '../ingest/identity'
import { withTransfer } from '../workers/serve'
import {
  admit,
  continueGrown,
  insertArrival,
  requeue,
  type Admission,
  type Arrival,
} from './admission'
import { blockHashes } from './blockHashes'
import { reopenLastLine, trimBeyond, type Checkpoint, type LineCounts } from './checkpoint'
import * as files from './files'
import type { StoredFile } from './files'
import { ChunkWriter, type ChunkToWrite, type ChunkWritten, type RecordWay } from './chunkWriter'
import type { WriteDb } from './handles'
import { markSeen } from './inbox/seen'
import { applyMend, type MendApplied, type MendToApply } from './mends/applyMend'
import { dismissLines, type LinesToDismiss } from './mends/dismiss'
import type { Outcome } from './mends/transact'
import { undoMend, type MendToUndo, type MendUndone } from './mends/undoMend'
import { setDurability } from './open'
import { writeSettings } from './settings'

/** Rows that one clean-up transaction may remove. */
const TRIM_ROWS = 50_000

/** Where reading goes on. `more` says that rows of an earlier attempt are still being removed. */
export interface ResumePoint {
  readonly more: boolean
  readonly checkpoint: Checkpoint
  readonly counts: LineCounts
  /** SHA-256 digests of the whole blocks before the checkpoint. */
  readonly blockHashes: Uint8Array<ArrayBuffer>
}

interface Ending {
  readonly fileId: number
  readonly fingerprint: string
  readonly identity: FileIdentity
}

const now = (): string => new Date().toISOString()

/** Everything that changes the database. One transaction each; lives in the writer's worker. */
export function createWriter(db: WriteDb, way: RecordWay = 'staged') {
  const chunks = new ChunkWriter(db, way)

  return {
    /** Answers once the database is open. */
    ready: (): void => undefined,

    admit: (arrival: Arrival): Admission => admit(db, arrival, now()),

    insertArrival: (arrival: Arrival): Admission => insertArrival(db, arrival, now()),

    continueGrown: (input: { fileId: number }): StoredFile => continueGrown(db, input.fileId),

    /** To be called again while `more` is true. */
    resumePoint: ({ fileId }: { fileId: number }): ResumePoint =>
      db
        .transaction((): ResumePoint => {
          reopenLastLine(db, fileId)
          const more = trimBeyond(db, fileId, TRIM_ROWS)
          const file = files.fileById(db, fileId)
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
          }
        })
        .immediate(),

    start: (input: { fileId: number; satelliteType: string; identity: FileIdentity }): void =>
      files.setStarted(db, input.fileId, input.satelliteType, input.identity, now()),

    write: (input: ChunkToWrite): ChunkWritten => {
      const written = chunks.write(input)
      if (!written.stored) return withTransfer(written, chunkBuffers(written.chunk))
      // This thread makes too little garbage to be collected often: its chunks would pile up.
      for (const buffer of chunkBuffers(input.chunk)) buffer.transfer(0)
      return written
    },

    complete: ({ fileId, fingerprint, identity }: Ending): void =>
      files.setComplete(db, fileId, fingerprint, identity, now()),

    duplicate: (input: Ending & { duplicateOf: number }): void =>
      files.setDuplicate(
        db,
        input.fileId,
        input.duplicateOf,
        input.fingerprint,
        input.identity,
        now(),
      ),

    fail: (input: { fileId: number; code: FileCode; message: string }): void =>
      files.setFailed(db, input.fileId, input.code, input.message, now()),

    cancel: (input: { fileId: number }): void => files.setCancelled(db, input.fileId, now()),

    setStatus: (input: { fileId: number; status: FileStatus }): void =>
      files.setStatus(db, input.fileId, input.status),

    requeue: (input: { fileId: number; identity: FileIdentity }): StoredFile =>
      requeue(db, input.fileId, input.identity, now()),

    /** Everything committed so far is on disk when it returns: the WAL was synced. */
    barrier: ({ fileId }: { fileId: number }): void => durably(db, () => files.touch(db, fileId)),

    /** Durable when it returns. `identity` replaces the one in the row; null leaves it. */
    setSourceState: (input: {
      fileId: number
      state: SourceState
      reason: string | null
      identity: FileIdentity | null
    }): void =>
      durably(db, () => {
        files.setSourceState(db, input.fileId, input.state, input.reason)
        if (input.identity !== null) files.setIdentity(db, input.fileId, input.identity)
      }),

    markSeen: ({ faultIds }: { faultIds: number[] }): void => markSeen(db, faultIds),

    applyMend: (input: MendToApply): Outcome<MendApplied> => applyMend(db, input, now()),

    dismissLines: (input: LinesToDismiss): Outcome<MendApplied> => dismissLines(db, input, now()),

    undoMend: (input: MendToUndo): Outcome<MendUndone> => undoMend(db, input, now()),

    updateSettings: (patch: SettingsPatch): void =>
      db.transaction(() => writeSettings(db, patch)).immediate(),

    /** Moves the WAL into the database and empties it. */
    close: (): void => {
      chunks.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

/** A commit that is synced, and with it all commits before it. */
function durably(db: WriteDb, change: () => void): void {
  setDurability(db, 'FULL')
  try {
    db.transaction(change).immediate()
  } finally {
    setDurability(db, 'NORMAL')
  }
}

export type WriterMethods = ReturnType<typeof createWriter>
