import { basename } from 'node:path'
import type { FileCode } from '#shared/codes'
import type { FileSource } from '#shared/files'
import type { WatchedFolder } from '#shared/folders'
import type { Told } from '#shared/telemetry/told'
import { sameFile, sameIdentity, type FileIdentity } from '../../record/identity'
import { reopenLastLine, rewind } from '../records/checkpoint'
import {
  insertFile,
  setAfterImport,
  setAgain,
  setIdentity,
  setQueued,
  setSite,
  setTold,
} from './fileChanges'
import { fileById, latestByPath, type StoredFile } from './files'
import { endOfBefore } from '../folders/before'
import type { WriteDb } from '../handles'
import { isHidden } from '../removals/hidden'

export interface Arrival {
  readonly path: string
  readonly source: FileSource
  readonly identity: FileIdentity
  /** Import even what is already there. */
  readonly again: boolean
  /** Somebody named the file, wherever it lies: what was removed is imported again. */
  readonly asked?: boolean
  /** What somebody says that it is; nothing where absent. */
  readonly told?: Told
  /** What the watched folder that it comes by says of all its files; nothing where absent or null. */
  readonly folder?: Pick<WatchedFolder, 'type' | 'site'> | null
}

/**
 * What the station does with a file that came:
 * - new: a row of its own, read from line 1
 * - resume: a row that was not finished goes on from its checkpoint
 * - restart: the same row, but the file is another: it is read from line 1
 * - continue: it waited for the rest of its last line and is another now; it goes on from its
 *   checkpoint if its beginning is the same
 * - taken: it waits for the rest, is unchanged, and somebody named it: it is taken as it is
 * - grown: where a complete file lay there is a longer one; it goes on behind the last line if its
 *   beginning is the same, whatever its inode: some disks make those up
 * - known: the very file is already complete or a duplicate
 * - held: it is unchanged, and waits for the rest of its last line, or failed, was cancelled or paused
 *   and waits for the operator; or it was complete once and may have grown on: read as a file of its
 *   own its first lines would be there twice
 */
export type Outcome =
  | 'new'
  | 'resume'
  | 'restart'
  | 'continue'
  | 'taken'
  | 'grown'
  | 'known'
  | 'held'

export interface Admission {
  readonly file: StoredFile
  readonly outcome: Outcome
}

const CHANGED = 'changed_while_reading' satisfies FileCode

/** Decides about files that came together, and gives them their places in the queue. */
export function admitAll(db: WriteDb, arrivals: readonly Arrival[], now: string): Admission[] {
  return db.transaction(() => arrivals.map((arrival) => admit(db, arrival, now))).immediate()
}

/** Decides by the path's newest row. */
function admit(db: WriteDb, arrival: Arrival, now: string): Admission {
  const latest = latestByPath(db, arrival.path)
  const outcome = latest === null ? 'new' : outcomeFor(db, latest, arrival)
  if (latest === null || outcome === 'new') return insertArrival(db, arrival, now)
  if (arrival.again) setAgain(db, latest.id)
  if (outcome === 'restart') {
    rewind(db, latest.id)
    setTold(db, latest.id, arrival.told ?? latest.told)
    setSite(db, latest.id, arrival.folder?.site ?? null)
  }
  if (outcome === 'resume' || outcome === 'restart') {
    nowIs(db, latest, arrival.identity)
    setQueued(db, latest.id)
  }
  // The identity stays that of what was read, with which it is compared.
  if (outcome === 'continue' || outcome === 'taken') setQueued(db, latest.id)
  return { file: stored(db, latest.id), outcome }
}

/** A row of its own for a file, whatever the path held before. */
export function insertArrival(db: WriteDb, arrival: Arrival, now: string): Admission {
  const { path, identity } = arrival
  const fileId = insertFile(db, { ...arrival, name: basename(path) }, now)
  const usual = arrival.folder?.type ?? null
  setTold(db, fileId, arrival.told ?? { type: usual, startUs: null })
  setSite(db, fileId, arrival.folder?.site ?? null)
  setAfterImport(db, fileId, endOfBefore(db, path, identity))
  return { file: stored(db, fileId), outcome: 'new' }
}

/** A complete file whose beginning proved unchanged goes on behind its last whole line. */
export function continueGrown(db: WriteDb, fileId: number): StoredFile {
  return db
    .transaction(() => {
      mustNotBeRemoved(stored(db, fileId))
      reopenLastLine(db, fileId)
      setQueued(db, fileId)
      return stored(db, fileId)
    })
    .immediate()
}

/**
 * A held, cancelled or paused file back in line. If it is another file now, by its times or because
 * its reader found it changed, it is read from line 1,
 * under the same id, or under a new one where the old one had been complete. One that was paused
 * goes on as it was, and is held when that is found out.
 */
export function requeue(
  db: WriteDb,
  fileId: number,
  identity: FileIdentity,
  now: string,
): StoredFile {
  return db
    .transaction(() => {
      const file = stored(db, fileId)
      mustNotBeRemoved(file)
      if (!sameIdentity(file.identity, identity) || file.failureCode === CHANGED) {
        if (otherFile(file) === 'new' && file.status === 'paused') {
          setQueued(db, fileId)
          return stored(db, fileId)
        }
        if (otherFile(file) === 'new') {
          const { path, source, told, site } = file
          const folder = { type: null, site }
          return insertArrival(db, { path, source, identity, again: false, told, folder }, now).file
        }
        rewind(db, fileId)
      }
      nowIs(db, file, identity)
      setQueued(db, fileId)
      return stored(db, fileId)
    })
    .immediate()
}

/**
 * A file that is not complete is of the type that somebody says, and is read as that from its first
 * line. What was stored of it goes.
 */
export function readAs(
  db: WriteDb,
  fileId: number,
  told: Told,
  identity: FileIdentity,
): StoredFile {
  return db
    .transaction(() => {
      const file = stored(db, fileId)
      mustNotBeRemoved(file)
      rewind(db, fileId)
      setTold(db, fileId, told)
      nowIs(db, file, identity)
      setQueued(db, fileId)
      return stored(db, fileId)
    })
    .immediate()
}

/** What was stored of the file is forgotten, because it holds something else now. */
export function startOver(db: WriteDb, fileId: number, identity: FileIdentity): void {
  db.transaction(() => {
    mustNotBeRemoved(stored(db, fileId))
    rewind(db, fileId)
    nowIs(db, stored(db, fileId), identity)
    setQueued(db, fileId)
  }).immediate()
}

/** The file of this row is what was seen just now, which may be another one than before. */
function nowIs(db: WriteDb, { id, path }: StoredFile, identity: FileIdentity): void {
  setIdentity(db, id, identity)
  setAfterImport(db, id, endOfBefore(db, path, identity))
}

function mustNotBeRemoved({ id, name, removal }: StoredFile): void {
  if (removal === null) return
  throw new Error(
    `#${id} ${name} was removed. Undo that first, or add the file again: then it is imported anew.`,
  )
}

function stored(db: WriteDb, fileId: number): StoredFile {
  const file = fileById(db, fileId)
  if (file === null) throw new Error(`there is no file ${fileId}`)
  return file
}

function outcomeFor(db: WriteDb, latest: StoredFile, arrival: Arrival): Outcome {
  // What went can't be what lies there, though some disks give another file all that it had.
  const isGone = latest.sourceState === 'deleted' || latest.sourceState === 'archived'
  const unchanged = !isGone && sameIdentity(latest.identity, arrival.identity)
  if (isRemoved(db, latest)) {
    // A source that was kept must not come again by itself because its rows were removed.
    return unchanged && !isAsked(arrival) ? 'known' : 'new'
  }
  switch (latest.status) {
    case 'complete':
    case 'duplicate': {
      if (arrival.again) return 'new'
      if (unchanged) return 'known'
      const grown =
        latest.status === 'complete' && arrival.identity.sizeBytes > latest.identity.sizeBytes
      return grown ? 'grown' : 'new'
    }
    case 'waiting':
      if (!unchanged) return 'continue'
      return isAsked(arrival) ? 'taken' : 'held'
    case 'failed':
    case 'cancelled':
    case 'paused':
      if (isToldAnew(latest, arrival)) return otherFile(latest)
      if (arrival.source === 'watch' && (unchanged || mayHaveGrownOn(latest, arrival.identity))) {
        return 'held'
      }
      return unchanged ? 'resume' : otherFile(latest)
    case 'queued':
    case 'processing':
      if (isToldAnew(latest, arrival)) return otherFile(latest)
      return unchanged ? 'resume' : otherFile(latest)
  }
}

function isToldAnew({ told }: StoredFile, arrival: Arrival): boolean {
  if (arrival.told === undefined) return false
  return arrival.told.type !== told.type || arrival.told.startUs !== told.startUs
}

function isAsked({ again, source, asked }: Arrival): boolean {
  return again || source !== 'watch' || asked === true
}

/** Whether nothing of the content that the row stands for is shown any more. */
function isRemoved(db: WriteDb, { removal, status, duplicateOf }: StoredFile): boolean {
  return removal !== null || (status === 'duplicate' && isHidden(db, duplicateOf ?? 0))
}

/** Nothing is left that could tell whether its first lines are still those that are stored. */
function mayHaveGrownOn(latest: StoredFile, now: FileIdentity): boolean {
  return (
    latest.fingerprint !== null &&
    sameFile(latest.identity, now) &&
    now.sizeBytes >= latest.identity.sizeBytes
  )
}

/** What was complete once keeps its rows, whatever has taken its file's place. */
function otherFile(latest: StoredFile): Outcome {
  return latest.fingerprint === null ? 'restart' : 'new'
}
