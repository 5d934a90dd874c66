import { basename, dirname, join } from 'node:path'
import { identityOf, noLonger } from '../../record/identity'
import { errorCode, inWords } from '../../systemError'
import {
  SourceChangedError,
  copyToArchive,
  openArchive,
  placeInArchive,
  type Copy,
} from './archive'
import type { HeldFolder } from './heldFolder'
import { freeNames, privateName } from './names'
import { changeWords, sameBytes, untouched } from './sameSource'
import type { SettleRequest, SourceLedger, SourceVerdict } from './types'
import { openWords } from './writers'

/** One file on its way out of the watched folder, which is held open meanwhile. */
export interface Removal {
  readonly folder: HeldFolder
  readonly request: SettleRequest
  readonly action: 'delete' | 'archive'
  /** What of it is not in the database, where it is archived for that; null otherwise. */
  readonly note: string | null
  readonly signal: AbortSignal
}

/** What is to be done, given what is set: what is nowhere but in the file is never deleted. */
export function actionFor(
  set: 'delete' | 'archive',
  leftOut: string | null,
): Pick<Removal, 'action' | 'note'> {
  if (set === 'archive' || leftOut === null) return { action: set, note: null }
  return { action: 'archive', note: leftOut }
}

export function namesOf(request: SettleRequest): {
  readonly name: string
  readonly hidden: string
} {
  const name = basename(request.path)
  return { name, hidden: privateName(request.fileId, name, request.identity) }
}

/**
 * Takes the file out of the folder. Whatever goes wrong, its bytes are then in one place, under a
 * visible name where that can be had, and the verdict says where and why. Rejects only when that
 * can't be known, or when it is aborted: then the row has to stay `removing`, and `settleSource`
 * sees to it later.
 */
export async function remove(removal: Removal): Promise<SourceVerdict> {
  const { folder, request } = removal
  const { name, hidden } = namesOf(request)
  return withArchive(removal, async (archive) => {
    // A copy may take minutes. Until it is complete the file keeps its own name.
    const copy =
      archive !== null && archive.device !== folder.device
        ? await copyToArchive(folder, name, archive, hidden, request.identity, removal.signal)
        : null
    const before = await folder.look(name)
    if (before === null) return removedByOthers()
    if (!untouched(request.identity, before)) {
      return changed(request, changeWords(request.identity, before))
    }
    await folder.hide(name, hidden)
    return finishHidden(removal, archive, copy)
  })
}

/** Goes on from where `remove` has given the file its private name. */
export async function removeHidden(removal: Removal): Promise<SourceVerdict> {
  return withArchive(removal, async (archive) => finishHidden(removal, archive, null))
}

/** Runs with the archive folder open, or with null when none is needed; faults become verdicts. */
async function withArchive(
  removal: Removal,
  run: (archive: HeldFolder | null) => Promise<SourceVerdict>,
): Promise<SourceVerdict> {
  let archive: HeldFolder | null = null
  try {
    if (removal.action === 'archive') {
      archive = await openArchive(removal.request.archiveFolder, removal.folder)
    }
    return await run(archive)
  } catch (error) {
    if (error instanceof AfterwardsError) throw error
    return await backInSight(removal, error)
  } finally {
    await archive?.close()
  }
}

/** The source is gone already; what failed came after it, and putting back is out of the question. */
class AfterwardsError extends Error {
  override readonly name = 'AfterwardsError'
}

const notOnDisk = (cause: unknown): AfterwardsError =>
  new AfterwardsError(`The removal is not on disk yet: ${inWords(cause)}`, { cause })

async function finishHidden(
  removal: Removal,
  archive: HeldFolder | null,
  copied: Copy | null,
): Promise<SourceVerdict> {
  const { folder, request, note } = removal
  const { hidden } = namesOf(request)
  await mustBeTheSame(removal)
  const writer = await request.writerOf(request.identity)
  if (writer !== null) throw new Error(openWords(writer))
  const placed = archive === null ? null : await intoArchive(removal, archive, copied)
  if (placed === null || placed.hiddenLeft) {
    if (placed !== null) await mustBeTheSame(removal)
    await folder.discard(hidden)
  }
  await folder.sync().catch((cause: unknown) => {
    throw notOnDisk(cause)
  })
  return archive === null || placed === null
    ? { state: 'deleted', reason: null, path: null, identity: null }
    : { state: 'archived', reason: note, path: join(archive.path, placed.name), identity: null }
}

/**
 * Asked of the private name, after the rename: whatever was put in the file's place at the last
 * moment was renamed with it, and shows here. Size and mtime show a late write; ctime can't be
 * asked, because the rename sets it.
 */
async function mustBeTheSame({ folder, request }: Removal): Promise<void> {
  const found = await folder.look(namesOf(request).hidden)
  if (found === null || !sameBytes(request.identity, found)) throw new SourceChangedError()
}

async function intoArchive(
  removal: Removal,
  archive: HeldFolder,
  copied: Copy | null,
): Promise<{ readonly name: string; readonly hiddenLeft: boolean }> {
  const { folder, request, signal } = removal
  const { name, hidden } = namesOf(request)
  const sameDisk = archive.device === folder.device
  if (copied === null && sameDisk) {
    try {
      const placed = await placeInArchive(folder, hidden, archive, name, null)
      await archive.sync().catch((cause: unknown) => {
        throw placed.hiddenLeft ? cause : notOnDisk(cause)
      })
      return placed
    } catch (error) {
      // Two mounts of one disk look like one disk and yet don't take a file from each other.
      if (errorCode(error) !== 'EXDEV') throw error
    }
  }
  const copy =
    copied ?? (await copyToArchive(folder, hidden, archive, hidden, request.identity, signal))
  const placed = await placeInArchive(archive, hidden, archive, name, copy)
  await archive.sync()
  if (placed.hiddenLeft) await archive.discard(hidden)
  await archive.sync()
  return { name: placed.name, hiddenLeft: true }
}

/** After a fault: gives the file its name again if it has lost it, and says what happened. */
async function backInSight(removal: Removal, error: unknown): Promise<SourceVerdict> {
  const { folder, request, action } = removal
  const { name, hidden } = namesOf(request)
  const isHidden = (await folder.look(hidden)) !== null
  const back = isHidden ? await tryPutBack(folder, request) : { name, fault: null }
  if (error === removal.signal.reason) throw error
  const what = action === 'delete' ? 'deleted' : `moved to ${request.archiveFolder}`
  const why = `It could not be ${what}: ${inWords(error)}`
  if (back.name === null) return outOfSight(request, why, back.fault)
  const visible = back.name
  const path = join(dirname(request.path), visible)
  const found = await folder.look(visible)
  if (found === null) return removedByOthers()
  if (visible !== name) {
    return {
      state: 'present',
      reason: `While it was being removed another file took its name. It lies beside it as ${visible}, and is looked at anew.`,
      path,
      identity: null,
    }
  }
  if (error instanceof SourceChangedError || !sameBytes(request.identity, found)) {
    return changed(request, changeWords(request.identity, found))
  }
  return stuck(request, why, identityOf(found))
}

/**
 * Gives the file under the private name its own name again, or the next free one when something
 * else lies there by now. Once it is in sight, a private name that can't be removed is only a second
 * name of the same file: that goes with the next attempt.
 * @returns the name that it has, and what kept the private name from being removed
 */
async function putBack(
  folder: HeldFolder,
  hidden: string,
  name: string,
): Promise<{ readonly name: string; readonly fault: unknown }> {
  for (const wanted of freeNames(name)) {
    const placed = await folder.place(hidden, folder, wanted)
    if (placed === 'taken' && !(await areOneFile(folder, hidden, wanted))) continue
    const fault = placed === 'moved' ? null : await faultOf(folder.discard(hidden))
    await folder.sync()
    return { name: wanted, fault }
  }
  throw new Error(`The file lies in the folder as ${hidden}: every other name for it is taken.`)
}

/** The same; `name` is null where it could not leave its private name, and `fault` says why. */
export async function tryPutBack(
  folder: HeldFolder,
  request: SettleRequest,
): Promise<{ readonly name: string | null; readonly fault: unknown }> {
  const { name, hidden } = namesOf(request)
  try {
    return await putBack(folder, hidden, name)
  } catch (fault) {
    if ((await folder.look(hidden)) === null) throw fault
    return { name: null, fault }
  }
}

async function faultOf(work: Promise<void>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    return error
  }
}

async function areOneFile(folder: HeldFolder, a: string, b: string): Promise<boolean> {
  const [first, second] = [await folder.look(a), await folder.look(b)]
  return first !== null && second !== null && first.dev === second.dev && first.ino === second.ino
}

/** Notes that the file is about to go. Answers why that can't be; null when it is noted. */
export async function noteFault(
  { fileId, archiveFolder }: SettleRequest,
  action: Removal['action'],
  ledger: SourceLedger,
): Promise<string | null> {
  try {
    await ledger.noteRemoval(fileId, action === 'archive' ? archiveFolder : null)
    return null
  } catch (error) {
    return `Its removal can't be noted beside the database: ${inWords(error)}`
  }
}

/** Writes a verdict into the file's row, which passes for no file once its source is another one. */
export async function record(
  { fileId, identity }: SettleRequest,
  verdict: SourceVerdict,
  ledger: SourceLedger,
): Promise<void> {
  const isAnother = verdict.state === 'present' && verdict.identity === null
  const now = isAnother ? noLonger(identity) : verdict.identity
  await ledger.setSourceState(fileId, verdict.state, verdict.reason, now)
}

export function removedByOthers(): SourceVerdict {
  const reason = 'Something else has removed it from the folder.'
  return { state: 'deleted', reason, path: null, identity: null }
}

export function changed(request: SettleRequest, how: string): SourceVerdict {
  const reason = `Left in the folder: ${how} after it was read. It is looked at anew.`
  return { state: 'present', reason, path: request.path, identity: null }
}

/** The file lies under its private name, and nobody who looks into the folder would know it. */
export function outOfSight(request: SettleRequest, why: string, fault: unknown): SourceVerdict {
  const { name, hidden } = namesOf(request)
  const reason = `${why} Nor could it have its name back: ${inWords(fault)} It lies in the folder as ${hidden}, and this is tried again by itself; rename it to ${name} to have it back at once.`
  return { state: 'stuck', reason, path: null, identity: null }
}

export function stuck(
  request: SettleRequest,
  why: string,
  identity: SourceVerdict['identity'],
): SourceVerdict {
  const reason = `${why} It stays in the folder, and is tried again by itself.`
  return { state: 'stuck', reason, path: request.path, identity }
}
