import type { FileId } from '#shared/files'
import type { FolderAnswer } from '#shared/folders'
import type { AddResult, FileAction } from '#shared/ipc'
import type { Settings, SettingsPatch } from '#shared/settings'
import { notTakenState } from '../stores/adding/notTaken'
import { filesState } from '../stores/files/files'
import { navigationState } from '../stores/navigation/navigation'
import type { Notice } from '../stores/notices/notices'
import { overlaysState } from '../stores/overlays/overlays'
import { settingsState } from '../stores/settings/settings'
import { stationState } from '../stores/station/station'
import { actsState } from '../stores/undo/undo'
import { copyToClipboard } from '../ui/clipboard'
import { addResultNotice } from './addResult'
import { refreshFileRows } from './fileRows'
import { addDroppedFiles, ask } from './station'
import { tell, told } from './tell'

async function refreshRecord(fileId: FileId): Promise<void> {
  const reply = await ask('files:get', { fileId })
  if (reply.ok && reply.value) filesState().actions.recordReceived(reply.value)
  refreshFileRows()
}

/** Pauses, resumes, cancels or retries a file. A cancelled one can be taken back from the notice. */
export async function actOnFile(
  file: { readonly id: FileId; readonly name: string },
  action: FileAction,
): Promise<void> {
  const done = await told(ask('files:act', { fileId: file.id, action }))
  const id = `cancelled ${file.id}`
  if (done) actsState().actions.actOver(id)
  if (done && action === 'cancel') {
    actsState().actions.actDone({ id, run: () => void actOnFile(file, 'retry') })
    tell({
      tone: 'attention',
      text: `Cancelled ${file.name}. What is stored stays; retry goes on from there.`,
      step: { label: 'Undo', run: () => void actOnFile(file, 'retry') },
    })
  }
  await refreshRecord(file.id)
}

export async function showInFolder(fileId: FileId): Promise<void> {
  const shown = await told(ask('files:show-in-folder', { fileId }))
  if (shown && !shown.value) {
    tell({ tone: 'attention', text: 'The file is no longer where it was.' })
  }
}

/** The list of what was not taken of what was dropped or chosen last. */
export function showNotTaken(): void {
  if (notTakenState().entries.length > 0) overlaysState().actions.overlayOpened('not-taken')
  else tell({ tone: 'attention', text: 'Nothing that was added last was left out.' })
}

function stepAfterAdding({ refused, fileIds }: AddResult): Notice['step'] {
  if (refused.length > 0) return { label: 'Show which', run: showNotTaken }
  const [only, ...others] = fileIds
  if (only === undefined || others.length > 0) return null
  return {
    label: 'Show',
    run: () => navigationState().actions.placeChosen({ view: 'file', fileId: only }),
  }
}

/** Tells what became of files that came, and shows them. */
export function tellAdded(result: AddResult): void {
  // Whoever adds files wants to see them at once, wherever the pointer is.
  filesState().actions.pointerRested()
  refreshFileRows()
  notTakenState().actions.addEnded(result.refused)
  tell({ ...addResultNotice(result), step: stepAfterAdding(result) })
}

export async function addDropped(files: File[]): Promise<void> {
  const added = await told(addDroppedFiles(files))
  if (added) tellAdded(added.value)
}

/** Opens the system's file dialog; nothing happens when it is closed without a choice. */
export async function openFiles(): Promise<void> {
  const added = await told(ask('files:open-dialog', undefined))
  if (added?.value) tellAdded(added.value)
}

export async function addSamples(): Promise<void> {
  const added = await told(ask('files:add-samples', undefined))
  if (added) tellAdded(added.value)
}

export async function togglePauseAll(): Promise<void> {
  const paused = stationState().status?.paused ?? false
  await told(ask(paused ? 'station:resume-all' : 'station:pause-all', undefined))
}

/** Another folder to watch, in place of one or beside the others; null when none was chosen. */
export const chooseFolder = (instead: string | null): Promise<Settings | null> =>
  taken(ask('folder:choose', { instead }))

export const chooseArchive = (): Promise<Settings | null> =>
  taken(ask('folder:choose-archive', undefined))

export const chooseBackupFolder = (): Promise<Settings | null> =>
  taken(ask('folder:choose-backups', undefined))

export const chooseUpdateFolder = (): Promise<Settings | null> =>
  taken(ask('folder:choose-updates', undefined))

async function taken(choice: ReturnType<typeof ask<'folder:choose'>>): Promise<Settings | null> {
  const chosen = await told(choice)
  if (!chosen?.value) return null
  settingsState().actions.settingsReceived(chosen.value)
  return chosen.value
}

/** What becomes of the files that lay in a watched folder before; what is done is told. */
export async function answerFolder(folder: string, answer: FolderAnswer): Promise<void> {
  await told(ask('folder:answer', { folder, answer }))
}

/** Opens the first of the watched folders; nothing happens where there is none. */
export async function openFirstFolder(): Promise<void> {
  const first = settingsState().settings?.folders[0]
  if (first !== undefined) await openFolder(first.path)
}

export async function openFolder(folder: string): Promise<void> {
  const opened = await told(ask('folder:open', { folder }))
  if (opened && !opened.value) tell({ tone: 'attention', text: 'The folder could not be opened.' })
}

export async function openDatabaseFolder(): Promise<void> {
  const opened = await told(ask('database:open-folder', undefined))
  if (opened && !opened.value) {
    tell({ tone: 'attention', text: 'The folder of the database could not be opened.' })
  }
}

/** Changes the theme from anywhere; a failure is told. */
export async function chooseTheme(theme: Settings['theme']): Promise<void> {
  const refused = await saveSettings({ theme })
  if (refused !== null) tell({ tone: 'bad', text: refused })
}

/** Keeps settings at once. Resolves to null, or to why they were refused. */
export async function saveSettings(patch: SettingsPatch): Promise<string | null> {
  const reply = await ask('settings:update', patch)
  if (!reply.ok) return reply.failure.message
  settingsState().actions.settingsReceived(reply.value)
  return null
}

export function copyText(text: string, what: string): void {
  if (copyToClipboard(text)) tell({ tone: 'good', text: `${what} copied` })
  else tell({ tone: 'bad', text: `${what} could not be copied: the clipboard refused it.` })
}
