import { app, nativeImage, Notification, type NativeImage } from 'electron'
import type { FileId } from '#shared/files'
import type { StationStatus } from '#shared/status'
import { nothingTold, tell, type Told } from './telling'
import { troublesBetween, type Trouble } from './troubles'

/** Desktops show it at half of that or less; all of its pixels go over the bus. */
const ICON_PIXELS = 96

export interface NotifierOptions {
  /** Path of the program's picture. */
  readonly icon: string
  isInFront(): boolean
  /** Shows the window, and in it the package; null shows the window alone. */
  lead(fileId: FileId | null): void
}

/** Tells the desktop what waits for a person while nobody looks at the window. */
export class Notifier {
  readonly #options: NotifierOptions
  readonly #icon: NativeImage
  #before: StationStatus | null = null
  #telling = nothingTold
  #timer: NodeJS.Timeout | undefined
  /** What is not held is collected, and then can't be clicked. */
  readonly #shown = new Set<Notification>()

  constructor(options: NotifierOptions) {
    this.#options = options
    this.#icon = nativeImage.createFromPath(options.icon).resize({ height: ICON_PIXELS })
    // What waits to be told is seen now.
    app.on('browser-window-focus', () => this.#tell([]))
  }

  update(status: StationStatus): void {
    const news = troublesBetween(this.#before, status)
    this.#before = status
    if (news.length > 0) this.#tell(news)
  }

  #tell(news: readonly Trouble[]): void {
    clearTimeout(this.#timer)
    const nowMs = performance.now()
    const told = tell(this.#telling, news, { nowMs, inFront: this.#options.isInFront() })
    this.#telling = told.telling
    if (told.words !== null) this.#show(told.words)
    if (told.nextAtMs !== null) {
      this.#timer = setTimeout(() => this.#tell([]), told.nextAtMs - nowMs).unref()
    }
  }

  #show({ title, body, fileId }: NonNullable<Told['words']>): void {
    const notification = new Notification({
      title,
      body: process.platform === 'linux' ? withoutMarkup(body) : body,
      icon: this.#icon,
    })
    notification.on('click', () => this.#options.lead(fileId))
    notification.on('close', () => this.#shown.delete(notification))
    this.#shown.add(notification)
    notification.show()
  }
}

/** Desktops of Linux read tags in it, and it may have words of a package. */
function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
