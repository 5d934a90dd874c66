import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { inWords } from '../systemError'
import { autostartEntry, isAutostart } from './autostartEntry'

/** Says to a program that it is to start without its window. */
export const HIDDEN = 'hidden'
const ARGUMENT = `--${HIDDEN}`

/** Whether the program starts at login, as the desktop has it. */
export async function startsAtLogin(): Promise<boolean> {
  if (process.platform !== 'linux') {
    return app.getLoginItemSettings({ args: [ARGUMENT] }).openAtLogin
  }
  return isAutostart(await textOf(autostartFile()))
}

/** Lets the program start at login, or no more. Throws with words when that can't be kept. */
export async function setStartAtLogin(on: boolean): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: [ARGUMENT] })
    return
  }
  const file = autostartFile()
  try {
    if (on) await writeEntry(file)
    else await rm(file, { force: true })
  } catch (error) {
    throw new Error(`The start at login stays as it was: ${file}: ${inWords(error)}`, {
      cause: error,
    })
  }
}

async function writeEntry(file: string): Promise<void> {
  const entry = autostartEntry(app.getName(), [...ownCommand(), ARGUMENT])
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, entry, { mode: 0o600 })
}

/** Whether this start is the one at login. */
export function isStartAtLogin(): boolean {
  return (
    app.commandLine.hasSwitch(HIDDEN) ||
    (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  )
}

/** Electron's own switch for it does nothing on Linux. */
function autostartFile(): string {
  return join(app.getPath('appData'), 'autostart', 'downlink.desktop')
}

/** In development Electron has to be told what to run. */
function ownCommand(): [string, ...string[]] {
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()]
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
