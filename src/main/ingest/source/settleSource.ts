import { basename, dirname, join } from 'node:path'
import { identityOf } from '../../record/identity'
import type { AfterImport } from '#shared/folders'
import { inWords } from '../../systemError'
import { findInArchive } from './archive'
import { contentOf } from './content'
import { HeldFolder } from './heldFolder'
import { proveStored } from './proof'
import {
  actionFor,
  changed,
  namesOf,
  noteFault,
  outOfSight,
  record,
  removeHidden,
  removedByOthers,
  stuck,
  tryPutBack,
} from './removal'
import { changeWords, sameBytes, untouched } from './sameSource'
import type { SettleRequest, SourceLedger, SourceVerdict, Unsettled } from './types'

/**
 * Settles a file whose row says `removing`: an earlier run was ended between the intent and its
 * record. What was begun is finished when everything still speaks for it, else taken back; in doubt
 * the file stays. The verdict is recorded in the ledger, except `removing` itself.
 *
 * `present` with an identity: the file lies there as it was read, and its end can begin anew.
 *
 * @throws the signal's reason when aborted, and faults that leave the row as it is for another try
 */
export async function settleSource(
  request: SettleRequest,
  ledger: SourceLedger,
  signal: AbortSignal,
): Promise<SourceVerdict | Unsettled> {
  let folder: HeldFolder
  try {
    folder = await HeldFolder.openBelow(request.folder, dirname(request.path))
  } catch (error) {
    return unsettled(`its folder can't be opened: ${inWords(error)}`)
  }
  try {
    const verdict = await settleIn(folder, request, ledger, signal)
    if (verdict.state !== 'removing') {
      await record(request, verdict, ledger)
    }
    return verdict
  } finally {
    await folder.close()
  }
}

async function settleIn(
  folder: HeldFolder,
  request: SettleRequest,
  ledger: SourceLedger,
  signal: AbortSignal,
): Promise<SourceVerdict | Unsettled> {
  const { name, hidden } = namesOf(request)
  const out = await folder.look(hidden)
  const visible = await folder.look(name)
  if (out === null) {
    await clearArchive(request)
    if (visible !== null && sameBytes(request.identity, visible)) {
      const isUntouched = untouched(request.identity, visible)
      const doubt = isUntouched ? null : await contentDoubt(folder, name, request, signal)
      if (doubt !== null) return changed(request, doubt)
      return { state: 'present', reason: null, path: request.path, identity: identityOf(visible) }
    }
    if (visible?.ino.toString() === request.identity.inode) {
      return changed(request, changeWords(request.identity, visible))
    }
    return goneVerdict(folder, request, ledger)
  }
  const beingPutBack = visible !== null && visible.dev === out.dev && visible.ino === out.ino
  if (beingPutBack || request.action === 'keep' || !sameBytes(request.identity, out)) {
    return takeBack(folder, request, signal, null)
  }
  const proof = await proveStored(request.fileId, null, ledger)
  if (!proof.stored) return takeBack(folder, request, signal, proof.reason)
  if ((await contentDoubt(folder, hidden, request, signal)) !== null) {
    return takeBack(folder, request, signal, null)
  }
  const ending = actionFor(request.action, proof.leftOut)
  const fault = await noteFault(request, ending.action, ledger)
  if (fault !== null) return takeBack(folder, request, signal, fault)
  return removeHidden({ folder, request, ...ending, signal })
}

/** Puts the file back under a visible name; `reason` says why it can't go, null that it may. */
async function takeBack(
  folder: HeldFolder,
  request: SettleRequest,
  signal: AbortSignal,
  reason: string | null,
): Promise<SourceVerdict> {
  const { name } = namesOf(request)
  const { name: back, fault } = await tryPutBack(folder, request)
  if (back === null) return outOfSight(request, reason ?? 'It could not be removed.', fault)
  const found = await folder.look(back)
  if (found === null) return removedByOthers()
  if (back !== name) {
    const path = join(dirname(request.path), back)
    const words = `Another file has its name now. It lies beside it as ${back}, and is looked at anew.`
    return { state: 'present', reason: words, path, identity: null }
  }
  if (!sameBytes(request.identity, found)) {
    return changed(request, changeWords(request.identity, found))
  }
  const doubt = await contentDoubt(folder, name, request, signal)
  if (doubt !== null) return changed(request, doubt)
  if (reason !== null) return stuck(request, reason, identityOf(found))
  if (fault !== null) {
    return stuck(request, `It could not be removed: ${inWords(fault)}`, identityOf(found))
  }
  return { state: 'present', reason: null, path: request.path, identity: identityOf(found) }
}

/** How the file's content differs from what was read; null when it does not. */
async function contentDoubt(
  folder: HeldFolder,
  name: string,
  request: SettleRequest,
  signal: AbortSignal,
): Promise<string | null> {
  const content = await contentOf(folder, name, request, signal)
  if (content.is === 'same') return null
  return content.is === 'other'
    ? content.how
    : `it could not be read again (${content.why.slice(0, -1)})`
}

/** The file went before it could be recorded; or somebody removed it in between. */
async function goneVerdict(
  folder: HeldFolder,
  request: SettleRequest,
  ledger: SourceLedger,
): Promise<SourceVerdict | Unsettled> {
  if (folder.device.toString() !== request.identity.device) {
    return unsettled('its folder is on another disk than when the file was read.')
  }
  const { action, note } = await actionNow(request, ledger)
  const deleted: SourceVerdict = { state: 'deleted', reason: null, path: null, identity: null }
  let archive: HeldFolder
  try {
    archive = await HeldFolder.open(request.archiveFolder)
  } catch (error) {
    if (action !== 'archive') return deleted
    return unsettled(`the archive can't be opened to see whether it is there: ${inWords(error)}`)
  }
  try {
    const found = await findInArchive(archive, basename(request.path), request.identity)
    if (found !== null) {
      // The run that put it there may have ended before it was on disk.
      await archive.sync()
      await folder.sync()
      return { state: 'archived', reason: note, path: join(archive.path, found), identity: null }
    }
    return action === 'archive' ? removedByOthers() : deleted
  } finally {
    await archive.close()
  }
}

/** What was to be done with it, and why, by what the database says of it now. */
async function actionNow(
  { fileId, action }: SettleRequest,
  ledger: SourceLedger,
): Promise<{ readonly action: AfterImport; readonly note: string | null }> {
  if (action !== 'delete') return { action, note: null }
  const proof = await proveStored(fileId, null, ledger)
  return actionFor(action, proof.stored ? proof.leftOut : null)
}

/** Removes what an interrupted copy has left in the archive. */
async function clearArchive(request: SettleRequest): Promise<void> {
  const { hidden } = namesOf(request)
  let archive: HeldFolder
  try {
    archive = await HeldFolder.open(request.archiveFolder)
  } catch {
    return
  }
  try {
    if ((await archive.look(hidden)) !== null) await archive.discard(hidden)
  } finally {
    await archive.close()
  }
}

function unsettled(why: string): Unsettled {
  return { state: 'removing', reason: `Its removal can't be finished yet: ${why}` }
}
