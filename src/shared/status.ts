import { z } from 'zod'
import { BackupStatus } from './backups'
import { FileId, FileStatus } from './files'
import { FilesBefore } from './folders'

/** What a file's parser is doing right now. */
export const Stage = z.enum(['waiting', 'hashing', 'reading', 'writing', 'finishing'])
export type Stage = z.infer<typeof Stage>

const Count = z.int().nonnegative()

/** A file that is being worked on, as it is this moment. Rates are of the last two seconds. */
export const LiveFile = z.object({
  id: FileId,
  name: z.string(),
  status: FileStatus,
  stage: Stage,
  /** Why it does not move, in plain words; null while it does. */
  waitingFor: z.string().nullable(),
  sizeBytes: Count,
  doneBytes: Count,
  totalLines: Count,
  importedLines: Count,
  errorLines: Count,
  skippedLines: Count,
  linesPerSecond: z.number().nonnegative(),
  secondsLeft: z.number().nonnegative().nullable(),
})
export type LiveFile = z.infer<typeof LiveFile>

export const ComponentState = z.enum([
  'starting',
  'running',
  'waiting',
  'restarting',
  'stopped',
  'failed',
])
export type ComponentState = z.infer<typeof ComponentState>

/** What is measured of a component, where it means something. All are of the last two seconds. */
export const ComponentFigures = z.object({
  /** Per second: lines, of the watcher arrivals. */
  rate: z.number().nonnegative().optional(),
  /** Share of the time in which it was busy, 0 to 1. */
  load: z.number().min(0).max(1).optional(),
  /** What waits for it: files, chunks, calls. `room` is the most that there can be. */
  depth: Count.optional(),
  room: Count.optional(),
  /** Of a thread its heap and buffers; of the root all that the process has in memory. */
  memoryBytes: Count.optional(),
  /** Of a package's parts: the line that would be stored next. */
  line: Count.optional(),
})
export type ComponentFigures = z.infer<typeof ComponentFigures>

/** One live component of the supervision tree. `parent` is null for the root alone. */
export const ComponentStatus = z.object({
  id: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  state: ComponentState,
  /** What it is at, in plain words: a file's name, a folder, a queue's depth. */
  detail: z.string(),
  restarts: Count,
  lastError: z.string().nullable(),
  /** Of the restarts, those that the operator asked for. */
  askedRestarts: Count.optional(),
  /** Milliseconds since 1970: when the last error came, and since when the state is what it is. */
  lastErrorAt: Count.optional(),
  since: Count.optional(),
  /** The package that it is at work on. */
  file: z.object({ id: FileId, name: z.string() }).optional(),
  ...ComponentFigures.shape,
})
export type ComponentStatus = z.infer<typeof ComponentStatus>

export const WatcherState = z.enum(['off', 'starting', 'watching', 'missing', 'refused'])
export type WatcherState = z.infer<typeof WatcherState>

export const ArrivingFile = z.object({
  name: z.string(),
  sizeBytes: Count,
  /** Milliseconds since it last grew. */
  quietForMs: Count,
})
export type ArrivingFile = z.infer<typeof ArrivingFile>

export const IgnoredFile = z.object({ name: z.string(), reason: z.string() })
export type IgnoredFile = z.infer<typeof IgnoredFile>

export const WatcherStatus = z.object({
  state: WatcherState,
  folder: z.string(),
  /** Why it is missing or refused, and what to do; while watching, that it polls and why; else null. */
  reason: z.string().nullable(),
  arriving: z.array(ArrivingFile),
  arrivingCount: Count,
  ignored: z.array(IgnoredFile),
  ignoredCount: Count,
  /** What lay in the folder before it was watched; null when that is long ago, or nothing did. */
  before: FilesBefore.nullable(),
})
export type WatcherStatus = z.infer<typeof WatcherStatus>

export const AlertCode = z.enum([
  'disk_full',
  'database_busy',
  'database_missing',
  'database_error',
])
export type AlertCode = z.infer<typeof AlertCode>

/** Something that holds the whole station up, with the next step in `message`. */
export const Alert = z.object({
  code: AlertCode,
  message: z.string(),
})
export type Alert = z.infer<typeof Alert>

const LastFile = z.object({ fileId: FileId, name: z.string() })

/** What came of files since the station started that somebody should hear of: how many, and the last. */
export const Outcomes = z.object({
  failed: z.object({
    count: Count,
    last: LastFile.extend({ message: z.string() }).nullable(),
  }),
  /** Complete, with bad lines among its lines. */
  flawed: z.object({
    count: Count,
    last: LastFile.extend({ lines: Count, bad: Count }).nullable(),
  }),
  /** Complete, and had been removed before. */
  returned: z.object({
    count: Count,
    last: LastFile.extend({ removed: FileId }).nullable(),
  }),
})
export type Outcomes = z.infer<typeof Outcomes>

/** The whole station at one moment; sent to the window at most ten times a second. */
export const StationStatus = z.object({
  /** Milliseconds since 1970. */
  at: Count,
  state: z.enum(['starting', 'running', 'stopping', 'failed']),
  paused: z.boolean(),
  /** Files that are begun are finished and no other is; then the station pauses. */
  draining: z.boolean(),
  alert: Alert.nullable(),
  /** Which packages the database lacks although their files are gone, and what to do; null for none. */
  lost: z.string().nullable(),
  /** Null while no backups are made by plan. */
  backup: BackupStatus.nullable(),
  definitions: z.object({
    /** Which files of definitions can't be used, and why; null for none. */
    faults: z.string().nullable(),
    /** Grows whenever definitions were read anew. */
    revision: Count,
  }),
  /** Of each watched folder; empty while none is watched. */
  watchers: z.array(WatcherStatus),
  counts: z.record(FileStatus, Count),
  outcomes: Outcomes,
  /** Over all files in the database. */
  totals: z.object({ files: Count, importedLines: Count, errorLines: Count }),
  rate: z.object({
    linesPerSecond: z.number().nonnegative(),
    bytesPerSecond: z.number().nonnegative(),
    /** Lines per second of the last 60 seconds, oldest first. */
    history: z.array(z.number().nonnegative()),
  }),
  active: z.array(LiveFile),
  components: z.array(ComponentStatus),
  storage: z.object({
    databasePath: z.string(),
    databaseBytes: Count,
    walBytes: Count,
    freeBytes: Count.nullable(),
  }),
  /** Grows whenever a row of `files` changed its status or source state: time to ask for pages again. */
  revision: Count,
})
export type StationStatus = z.infer<typeof StationStatus>
