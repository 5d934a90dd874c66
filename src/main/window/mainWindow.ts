import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { pushes, type Push, type PushChannel } from '#shared/ipc'
import { RestartLimit } from '../ingest/components/restartLimit'
import { PAGE_URL } from './page'
import { keepPlace, readPlace } from './placeFile'
import { MIN_SIZE, placeWindow } from './windowPlace'

/** The page's ground in tokens.css; the window has it before the page's first frame. */
const ground = { light: '#f7f7f8', dark: '#0f1012' } as const

export interface MainWindowOptions {
  /** The window's title until the page has one of its own. */
  readonly title: string
  /** Absolute path of the built preload script. */
  readonly preload: string
  readonly icon: string
  /** File that keeps where the window was. */
  readonly placeFile: string
  /** Somebody wants it closed; it stays until `hide`, or the program's end. */
  onClose(): void
  /** The page keeps crashing and won't be started again. */
  onGivenUp(reason: string): void
}

/** The one window. It may be hidden and shown again, and its page may crash: work goes on. */
export class MainWindow {
  readonly #options: MainWindowOptions
  readonly #crashes = new RestartLimit()
  readonly #toTell: (() => void)[] = []
  #window: BrowserWindow | null = null
  /** Whether it is to be seen. */
  #wanted = false
  #hasLoaded = false

  constructor(options: MainWindowOptions) {
    this.#options = options
    nativeTheme.on('updated', () => this.#window?.setBackgroundColor(groundNow()))
  }

  /** The window as it is now; null while there is none. */
  get current(): BrowserWindow | null {
    return this.#window
  }

  /** Whether somebody is at it. */
  get isInFront(): boolean {
    return this.#window !== null && this.#window.isVisible() && this.#window.isFocused()
  }

  /** Brings the window to the front, or opens it. */
  show(): void {
    this.#wanted = true
    if (this.#window === null) {
      this.#window = this.#open()
      return
    }
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  /** Takes the window off the screen; its page stays as it is. */
  hide(): void {
    this.#wanted = false
    this.#window?.hide()
  }

  /** Keeps where the window is for the next start. */
  keepPlace(): void {
    if (this.#window === null || this.#window.isDestroyed()) return
    const bounds = this.#window.getNormalBounds()
    keepPlace(this.#options.placeFile, { bounds, maximized: this.#window.isMaximized() })
  }

  /** Tells the page what it must not miss: until it has loaded that waits. */
  tell<C extends PushChannel>(channel: C, message: Push<C>): void {
    if (this.#hasLoaded) this.push(channel, message)
    else this.#toTell.push(() => this.push(channel, message))
  }

  /** Tells the page something, if there is a page. Throws when the message breaks the contract. */
  push<C extends PushChannel>(channel: C, message: Push<C>): void {
    const contents = this.#window?.webContents
    if (contents === undefined || contents.isDestroyed() || contents.isCrashed()) return
    contents.send(channel, pushes[channel].parse(message))
  }

  #open(): BrowserWindow {
    const { title, preload, icon, placeFile } = this.#options
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(
      ({ workArea }) => workArea,
    )
    const { bounds, maximized } = placeWindow(readPlace(placeFile), areas)
    const window = new BrowserWindow({
      ...bounds,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title,
      icon,
      backgroundColor: groundNow(),
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        // Else a script could put up a file dialog: no permission is asked for that.
        disableBlinkFeatures: 'FileSystemAccessLocal',
        // Its dictionaries come from the net.
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    })
    if (maximized) window.maximize()
    window.once('ready-to-show', () => {
      if (this.#wanted) window.show()
    })
    window.on('close', (event) => {
      event.preventDefault()
      this.#options.onClose()
    })
    window.on('closed', () => {
      if (this.#window === window) this.#window = null
    })
    window.webContents.on('did-navigate', () => {
      this.#hasLoaded = false
    })
    window.webContents.on('did-finish-load', () => {
      this.#hasLoaded = true
      for (const tell of this.#toTell.splice(0)) tell()
    })
    window.webContents.on('render-process-gone', (_gone, { reason }) => {
      if (reason !== 'clean-exit') this.#replace(window, reason)
    })
    window.loadURL(PAGE_URL).catch((error: unknown) => {
      this.#replace(window, `it did not load: ${String(error)}`)
    })
    return window
  }

  /** Opens a new window in the place of a dead one; one that nobody sees, when it is next shown. */
  #replace(dead: BrowserWindow, reason: string): void {
    // A page that ends while it loads is told of twice; one that somebody closed is not missed.
    if (this.#window !== dead || dead.isDestroyed()) return
    if (!this.#crashes.allows()) {
      this.#window = null
      dead.hide()
      this.#options.onGivenUp(`The page ended again and again (${reason}).`)
      return
    }
    this.#hasLoaded = false
    this.#window = this.#wanted ? this.#open() : null
    dead.destroy()
  }
}

function groundNow(): string {
  return nativeTheme.shouldUseDarkColors ? ground.dark : ground.light
}
