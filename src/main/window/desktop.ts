import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { app, shell } from 'electron'
import type { AppInfo } from '#shared/ipc'
import type { Desktop } from '../ipc/desktop'
import { setStartAtLogin } from '../desktop/loginItem'
import { pickCopy, pickFiles, pickFolder, pickSave } from './dialogs'
import type { MainWindow } from './mainWindow'

/** The desktop as the calls of the page need it. */
export function desktop(window: MainWindow, info: AppInfo): Desktop {
  return {
    info,
    samplesFolder: join(outOfArchive(app.getAppPath()), 'resources', 'samples'),
    pickFiles: () => pickFiles(window.current),
    pickCopy: () => pickCopy(window.current),
    pickFolder: (purpose, present) => pickFolder(window.current, purpose, present),
    pickSave: (title, name) => pickSave(window.current, title, name),
    async showFile(path) {
      if (!(await isThere(path))) return false
      shell.showItemInFolder(path)
      return true
    },
    openFolder: async (path) => (await isFolder(path)) && (await shell.openPath(path)) === '',
    setStartAtLogin,
  }
}

/** Where a packaged program has what can't be read inside its archive. */
function outOfArchive(appFolder: string): string {
  return appFolder.replace(/\.asar$/, '.asar.unpacked')
}

async function isThere(path: string): Promise<boolean> {
  return (await statOf(path)) !== null
}

/** A file would be run by whatever program opens its kind. */
async function isFolder(path: string): Promise<boolean> {
  return (await statOf(path))?.isDirectory() === true
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path)
  } catch {
    return null
  }
}
