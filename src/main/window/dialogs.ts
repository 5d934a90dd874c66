import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

/** Lets the operator pick packages; null when they changed their mind. */
export function pickFiles(window: BrowserWindow | null): Promise<string[] | null> {
  return pick(window, {
    title: 'Open packages',
    buttonLabel: 'Import',
    properties: ['openFile', 'multiSelections'],
  })
}

/** Lets the operator pick the file that takes a package's place; null as above. */
export async function pickCopy(window: BrowserWindow | null): Promise<string | null> {
  const paths = await pick(window, {
    title: 'Choose the corrected copy',
    buttonLabel: 'Replace',
    properties: ['openFile'],
  })
  return paths?.[0] ?? null
}

export type FolderPurpose = 'ingest' | 'archive' | 'backups' | 'updates'

const folderWords: Record<FolderPurpose, { title: string; buttonLabel: string }> = {
  ingest: { title: 'Choose the folder to watch', buttonLabel: 'Watch' },
  archive: { title: 'Choose the folder for archived files', buttonLabel: 'Choose' },
  backups: { title: 'Choose the folder for backups', buttonLabel: 'Choose' },
  updates: { title: 'Choose the folder where releases are put', buttonLabel: 'Choose' },
}

/** Lets the operator pick a folder, starting from the present one; null as above. */
export async function pickFolder(
  window: BrowserWindow | null,
  purpose: FolderPurpose,
  present: string | null,
): Promise<string | null> {
  const paths = await pick(window, {
    ...folderWords[purpose],
    properties: ['openDirectory', 'createDirectory'],
    ...(present === null ? {} : { defaultPath: present }),
  })
  return paths?.[0] ?? null
}

/** Lets the operator say where to put a file; null as above. */
export async function pickSave(
  window: BrowserWindow | null,
  title: string,
  name: string,
): Promise<string | null> {
  const options = { title, defaultPath: name }
  const { canceled, filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options)
  return canceled || filePath === '' ? null : filePath
}

async function pick(
  window: BrowserWindow | null,
  options: OpenDialogOptions,
): Promise<string[] | null> {
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options)
  return canceled || filePaths.length === 0 ? null : filePaths
}
