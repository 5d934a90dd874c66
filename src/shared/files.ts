import { z } from 'zod'
import { FileCode } from './codes'
import { Removal } from './removals/removal'

/**
 * Where a file stands. `waiting`: its last line is cut, and its rest may still come. `failed` files
 * are held: they keep their rows and wait for a retry.
 */
export const FileStatus = z.enum([
  'queued',
  'processing',
  'waiting',
  'paused',
  'complete',
  'failed',
  'cancelled',
  'duplicate',
])
export type FileStatus = z.infer<typeof FileStatus>

/** How a file came to the station. Only files that came by `watch` are ever removed from disk. */
export const FileSource = z.enum(['watch', 'drop', 'open', 'cli'])
export type FileSource = z.infer<typeof FileSource>

/** What became of the source file on disk. */
export const SourceState = z.enum(['present', 'removing', 'deleted', 'archived', 'kept', 'stuck'])
export type SourceState = z.infer<typeof SourceState>

export const FileId = z.int().positive()
export type FileId = z.infer<typeof FileId>

const Count = z.int().nonnegative()
/** ISO 8601 in UTC with milliseconds, as stored. */
const Moment = z.string()

/** One row of `files`, in the program's own spelling. `totalLines = importedLines + errorLines`. */
export const FileRecord = z.object({
  id: FileId,
  path: z.string(),
  name: z.string(),
  source: FileSource,
  status: FileStatus,
  duplicateOf: FileId.nullable(),
  satelliteType: z.string().nullable(),
  /** The ground station that it came from; null where nothing says it. */
  site: z.string().nullable(),
  sizeBytes: Count,
  fingerprint: z.string().nullable(),
  totalLines: Count,
  importedLines: Count,
  errorLines: Count,
  skippedLines: Count,
  /** Cells that can't be read, of records that are stored without them. */
  cellErrors: Count,
  checkpointByte: Count,
  checkpointLine: Count,
  failureCode: FileCode.nullable(),
  failureMessage: z.string().nullable(),
  sourceState: SourceState,
  sourceReason: z.string().nullable(),
  insertedAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  /** For how long it was worked on, in milliseconds, all runs together; null before its first end. */
  workedMs: Count.nullable(),
  /** Set while the package is removed: its rows are in no answer then. */
  removal: Removal.nullable(),
  /** The removed package whose place it took. */
  replaces: FileId.nullable(),
  /** A removed package with the very same content: it has come again, and this is it. */
  returns: FileId.nullable(),
  /** The package whose place it takes once it is complete; its rows are in no answer until then. */
  replacing: FileId.nullable(),
  /** Of a file that waits: the line that is cut, and the moment at which it is taken as it is. */
  waiting: z.object({ line: z.int().positive(), until: Moment }).nullable(),
})
export type FileRecord = z.infer<typeof FileRecord>

/** A file that was looked for by its name, in short. */
export const FoundFile = z.object({
  id: FileId,
  name: z.string(),
  status: FileStatus,
  errorLines: Count,
  insertedAt: Moment,
  removed: z.boolean(),
})
export type FoundFile = z.infer<typeof FoundFile>

/** The window's two lists: what is still to do (held files too), and what is over. */
export const FileSection = z.enum(['queue', 'history'])
export type FileSection = z.infer<typeof FileSection>

export const FilePage = z.object({ total: Count, rows: z.array(FileRecord) })
export type FilePage = z.infer<typeof FilePage>
