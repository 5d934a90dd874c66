import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A bus that does not answer has no tray for us. */
const ANSWER_WITHIN_MS = 2_000
/** At login the desktop's own panel may come up later than programs do. */
const AT_LOGIN_WITHIN_S = 30

const WATCHER = 'org.kde.StatusNotifierWatcher'

const run = promisify(execFile)

/** Whether icons of a tray can be seen now: a closed window could not be opened again without one. */
export async function hasTray(): Promise<boolean> {
  // Elsewhere there always is one, or a dock.
  if (process.platform !== 'linux') return true
  // Electron does not tell, and puts its icon up where nobody sees it. GLib's own tool asks the bus.
  const question =
    `call --session --dest ${WATCHER} --object-path /StatusNotifierWatcher ` +
    `--method org.freedesktop.DBus.Properties.Get ${WATCHER} IsStatusNotifierHostRegistered`
  try {
    const { stdout } = await run('gdbus', question.split(' '), { timeout: ANSWER_WITHIN_MS })
    return stdout.includes('true')
  } catch {
    return false
  }
}

/** Waits for a tray while the desktop starts; false when there is none. */
export async function trayAtLogin(): Promise<boolean> {
  if (process.platform === 'linux') {
    const wait = ['wait', '--session', '--timeout', String(AT_LOGIN_WITHIN_S), WATCHER]
    await run('gdbus', wait).catch(() => undefined)
  }
  return hasTray()
}
