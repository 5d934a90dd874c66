import { join } from 'node:path'
import { app, dialog, Menu, nativeTheme, session } from 'electron'
import type { FileId } from '#shared/files'
import type { AppInfo } from '#shared/ipc'
import type { Settings } from '#shared/settings'
import { closeWindow, type Running } from '../desktop/closing'
import type { GivenFiles } from '../desktop/givenFiles'
import { HIDDEN, isStartAtLogin, startsAtLogin } from '../desktop/loginItem'
import { showOnDesktop } from '../desktop/presence'
import type { RecentPackage } from '../desktop/recentPackages'
import { StationTray } from '../desktop/tray'
import { hasTray, trayAtLogin } from '../desktop/trayHost'
import { startStation, type Station } from '../ingest/station'
import { openDoor } from '../ipc/door'
import { allCalls } from '../ipc/handlers'
import { Support } from '../support/support'
import { UpdateWatch } from '../updates/updateWatch'
import { appInfo } from './appInfo'
import { desktop } from './desktop'
import { reportFault } from './faults'
import { MainWindow } from './mainWindow'
import { menuTemplate } from './menu'
import { lookBeside } from './lookBeside'
import { nativeBinding } from './nativeBinding'
import { servePage } from './protocol'
import { releaseIn } from './release'
import { stopBeforeQuit } from './quit'
import { lockSession } from './security'

export interface ApplicationOptions {
  readonly dataFolder: string
  readonly defaultIngestFolder: string
  /** The folder of the built `main`, `preload` and `renderer`. */
  readonly built: string
  /** What the desktop wants opened. */
  readonly given: GivenFiles
}

/**
 * Starts the station and puts the window on it. Electron is ready. The page loads while the
 * database is being opened: whatever it asks before that is answered after it.
 */
export async function runApplication(options: ApplicationOptions): Promise<void> {
  const starting = startStation({
    hasWindow: true,
    dataFolder: options.dataFolder,
    databasePath: join(options.dataFolder, 'downlink.db'),
    defaultIngestFolder: options.defaultIngestFolder,
    nativeBinding: nativeBinding(process.versions.napi, app.getAppPath()),
  })
  // It may be asked to end while it starts, or while it says why it could not.
  stopBeforeQuit(() => starting.then(stopped, () => 1))
  lockSession(session.defaultSession)
  servePage(join(options.built, 'renderer'))

  const icon = join(app.getAppPath(), 'resources', 'icons', 'downlink.png')
  const info = appInfo()
  let running: Running | null = null
  const window = new MainWindow({
    title: info.name,
    preload: join(options.built, 'preload', 'index.cjs'),
    icon,
    placeFile: join(app.getPath('userData'), 'window.json'),
    onClose: () => void closeWindow(window, running).catch(reportFault),
    onGivenUp: (reason) => void giveUpWindow(reason),
  })
  const updates = updatesFor(window, info)
  const ask = starting.then((station) =>
    allCalls(station, {
      desktop: desktop(window, info),
      support: supportOf(station, options.dataFolder, info),
      updates,
    }),
  )
  // Why it could not start is said below, to whoever called this.
  ask.catch(() => undefined)
  openDoor({
    ask,
    window: () => window.current,
    onFault: reportFault,
  })
  describeAbout(info, icon)
  makeMenu(window, [])
  app.on('second-instance', (_second, argv) => {
    if (!argv.includes(`--${HIDDEN}`)) window.show()
  })
  app.on('activate', () => window.show())
  app.on('before-quit', () => window.keepPlace())
  // The program ends when it is told to, not when a dead window goes.
  app.on('window-all-closed', () => undefined)
  const atLogin = isStartAtLogin()
  const isTrayUp = atLogin ? trayAtLogin() : hasTray()
  if (!atLogin) window.show()
  // Nobody could open it.
  else void isTrayUp.then((isUp) => (isUp ? undefined : window.show()))

  const station = await starting
  tellTheWindow(station, window)
  const useUpdateFolder = ({ updateFolder }: Settings): void => updates.use(updateFolder)
  station.onSettings(useUpdateFolder)
  useUpdateFolder(station.settings())
  options.given.onGiven((paths) => void openGiven(paths, station, window).catch(reportFault))
  await askForLogin(station)
  const tray = makeTray(icon, station, window, await isTrayUp)
  running = { station, tray }
  showOnDesktop({
    station,
    window,
    tray,
    icon,
    lead: (fileId) => lead(window, fileId),
    onRecent: (recent) => makeMenu(window, recent),
  })
}

function updatesFor(window: MainWindow, { version }: AppInfo): UpdateWatch {
  return new UpdateWatch({
    about: {
      ...releaseIn(app.getAppPath()),
      version,
      platform: process.platform,
      architecture: process.arch,
    },
    look: lookBeside,
    onState: (state) => window.push('push:update', state),
  })
}

function supportOf(station: Station, dataFolder: string, info: AppInfo): Support {
  return new Support({
    dataFolder,
    versions: { ...info, ...process.versions },
    database: () => station.databaseFacts(),
    station: () => station.status(),
  })
}

/** @returns the exit code */
async function stopped(station: Station): Promise<number> {
  await station.stop()
  return 0
}

/** What the About box says. */
function describeAbout(info: AppInfo, iconPath: string): void {
  const { name, version, electron, fallbackElectron } = info
  const parts = info.parts.map((part) => `${part.name} ${part.version} (${part.licence})`)
  app.setAboutPanelOptions({
    applicationName: name,
    applicationVersion: version,
    copyright: fallbackElectron
      ? `Electron ${electron} stands in: the current one could not be had.`
      : `Electron ${electron}`,
    // Linux shows the first, macOS and Windows the second.
    authors: parts,
    credits: parts.join('\n'),
    iconPath,
  })
}

function makeMenu(window: MainWindow, recent: readonly RecentPackage[]): void {
  const template = menuTemplate({
    platform: process.platform,
    developer: !app.isPackaged,
    recent,
    openPackage: (fileId) => lead(window, fileId),
    command(command) {
      window.show()
      window.tell('push:command', command)
    },
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Shows the window, and in it the package. */
function lead(window: MainWindow, fileId: FileId | null): void {
  window.show()
  if (fileId !== null) window.tell('push:package', { fileId })
}

function makeTray(icon: string, station: Station, window: MainWindow, isUp: boolean): StationTray {
  return new StationTray(icon, isUp, {
    show: () => window.show(),
    setPaused: (paused) => void station.updateSettings({ paused }).catch(reportFault),
    quit: () => app.quit(),
  })
}

/** Somebody may have changed on the desktop what starts there. */
async function askForLogin(station: Station): Promise<void> {
  const startAtLogin = await startsAtLogin()
  if (startAtLogin === station.settings().startAtLogin) return
  await station.updateSettings({ startAtLogin })
}

function tellTheWindow(station: Station, window: MainWindow): void {
  const useSettings = (settings: Settings): void => {
    nativeTheme.themeSource = settings.theme
    window.push('push:settings', settings)
  }
  station.onStatus((status) => window.push('push:status', status))
  station.onSettings(useSettings)
  station.jobs.onProgress((progress) => window.push('push:job', progress))
  useSettings(station.settings())
}

/** The same way as for files that are dropped on the window. */
async function openGiven(
  paths: readonly string[],
  station: Station,
  window: MainWindow,
): Promise<void> {
  window.show()
  window.tell('push:added', await station.addPaths(paths, 'open'))
}

/** Without a window there is nothing to operate. Imports go on until somebody has read why. */
async function giveUpWindow(reason: string): Promise<void> {
  console.error(reason)
  await dialog.showMessageBox({
    type: 'error',
    title: 'Downlink',
    message: 'Downlink can’t show its window.',
    detail:
      `${reason}\n\nFiles are still imported, until this is closed. Then start Downlink again: ` +
      'they go on from where they were. On a machine without a display, use the terminal: ' +
      'downlink watch',
    buttons: ['Quit'],
  })
  app.quit()
}
