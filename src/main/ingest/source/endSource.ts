import { lstat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { clockStepMs } from '../../record/identity'
import { WrongFolderError } from '../../realPathBelow'
import { errorCode, inWords } from '../../systemError'
import { contentOf } from './content'
import { HeldFolder } from './heldFolder'
import { proveStored } from './proof'
import {
  actionFor,
  changed,
  namesOf,
  noteFault,
  record,
  remove,
  removedByOthers,
  stuck,
} from './removal'
import { changeWords, untouched } from './sameSource'
import { settleSource } from './settleSource'
import { openWords } from './writers'
import type { SettleRequest, SourceLedger, SourceRequest, SourceTime, SourceVerdict } from './types'

/** During the grace time the file is looked at this often. */
const GRACE_LOOK_MS = 1_000

/**
 * Sees a completely imported file of the watched folder out: deleted, archived or kept. In order:
 * the grace time passes without a change; its lines are put on disk and read back by a new
 * connection; its content is compared with what was read; nobody has it open for writing, as far as
 * can be known; its removal is noted beside the database, and the intent recorded in it; the file gets
 * a private name, so that nothing can be put in its place; it and its writers are looked for once
 * more; it goes; that is recorded. Where something else is set for it by then, nothing is begun.
 *
 * The verdict is recorded in the ledger. `present` means that the file is not, or not surely, the
 * one that was read; with an identity it is, and this can be called again with that identity, as it
 * can for `stuck`.
 *
 * @throws the signal's reason when aborted, and any fault that leaves the row `removing`: then
 *   `settleSource` finishes or takes back what was begun. No bytes are lost either way.
 */
export async function endSource(
  request: SourceRequest,
  ledger: SourceLedger,
  time: SourceTime,
  signal: AbortSignal,
): Promise<SourceVerdict> {
  const verdict = await decide(request, ledger, time, signal)
  await record(request, verdict, ledger)
  return verdict
}

async function decide(
  request: SourceRequest,
  ledger: SourceLedger,
  time: SourceTime,
  signal: AbortSignal,
): Promise<SourceVerdict> {
  const { action, inTurn } = request
  if (action === 'keep') {
    return { state: 'kept', reason: null, path: request.path, identity: null }
  }
  const hiddenPath = join(dirname(request.path), namesOf(request).hidden)
  if ((await lookAtPath(hiddenPath)) !== null) {
    return await inTurn(() => settleLeftover(request, ledger, signal))
  }

  const early = await graceFault(request, time, signal)
  return early ?? (await inTurn(() => proveAndRemove(request, action, ledger, signal)))
}

async function proveAndRemove(
  request: SourceRequest,
  action: 'delete' | 'archive',
  ledger: SourceLedger,
  signal: AbortSignal,
): Promise<SourceVerdict> {
  const { fileId, identity } = request
  signal.throwIfAborted()
  const proof = await proveStored(fileId, request.expected, ledger)
  if (!proof.stored) return stuck(request, proof.reason, identity)
  signal.throwIfAborted()

  let folder: HeldFolder
  try {
    folder = await HeldFolder.openBelow(request.folder, dirname(request.path))
  } catch (error) {
    return stuck(request, `The folder can't be opened: ${inWords(error)}`, identity)
  }
  try {
    const content = await contentOf(folder, basename(request.path), request, signal)
    if (content.is === 'other') return changed(request, content.how)
    if (content.is === 'unreadable') {
      return stuck(request, `It can't be read once more: ${content.why}`, identity)
    }
    const writer = await request.writerOf(identity)
    if (writer !== null) return stuck(request, openWords(writer), identity)
    if (!request.isStillSet()) {
      return { state: 'present', reason: null, path: request.path, identity }
    }
    const ending = actionFor(action, proof.leftOut)
    const fault = await noteFault(request, ending.action, ledger)
    if (fault !== null) return stuck(request, fault, identity)
    await ledger.setSourceState(fileId, 'removing', null, null)
    return await remove({ folder, request, ...ending, signal })
  } finally {
    await folder.close()
  }
}

/** An earlier attempt could not take its private name back. */
async function settleLeftover(
  request: SettleRequest,
  ledger: SourceLedger,
  signal: AbortSignal,
): Promise<SourceVerdict> {
  const verdict = await settleSource(request, ledger, signal)
  return verdict.state === 'removing' ? stuck(request, verdict.reason, null) : verdict
}

/** Waits for the grace time to pass; a verdict when the file does not stay as it was read. */
async function graceFault(
  request: SourceRequest,
  time: SourceTime,
  signal: AbortSignal,
): Promise<SourceVerdict | null> {
  // Not before the clock of its disk has moved on: until then a write might not show.
  const endAt = time.now() + Math.max(request.graceMs, clockStepMs(request.identity))
  for (;;) {
    signal.throwIfAborted()
    const leftMs = endAt - time.now()
    try {
      const found = await lookAtPath(request.path)
      if (found === null) return await goneVerdict(request)
      if (!untouched(request.identity, found)) {
        return changed(request, changeWords(request.identity, found))
      }
    } catch (error) {
      return stuck(request, `It can't be looked at: ${inWords(error)}`, request.identity)
    }
    if (leftMs <= 0) return null
    await time.sleep(Math.min(leftMs, GRACE_LOOK_MS), signal)
  }
}

async function lookAtPath(path: string) {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return null
    throw error
  }
}

/** Nothing lies at the path any more: the file may be gone, or its whole folder out of reach. */
async function goneVerdict(request: SourceRequest): Promise<SourceVerdict> {
  const folder = await openNearest(request.folder, dirname(request.path))
  try {
    return folder.device.toString() === request.identity.device
      ? removedByOthers()
      : stuck(request, 'Its folder is on another disk than when it was read.', request.identity)
  } finally {
    await folder.close()
  }
}

/** Opens the folder, or where it is gone the one that it lay in, up to the watched one. */
async function openNearest(watched: string, folder: string): Promise<HeldFolder> {
  try {
    return await HeldFolder.openBelow(watched, folder)
  } catch (error) {
    const isGone =
      error instanceof WrongFolderError || ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
    if (!isGone || relative(watched, folder) === '') throw error
    return openNearest(watched, dirname(folder))
  }
}
