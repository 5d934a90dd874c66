import { Menu, nativeImage, Tray } from 'electron'
import type { StationStatus } from '#shared/status'

export interface TrayActions {
  show(): void
  setPaused(paused: boolean): void
  quit(): void
}

/** Tray icons are 16 points high on every desktop. */
const ICON_POINTS = 16

/** The station's state where the window is out of sight. A desktop without a tray shows nothing. */
export class StationTray {
  readonly #tray: Tray
  readonly #actions: TrayActions
  #shown = ''

  constructor(icon: string, actions: TrayActions) {
    this.#actions = actions
    const image = nativeImage.createFromPath(icon)
    this.#tray = new Tray(image.resize({ height: ICON_POINTS, quality: 'best' }))
    this.#tray.on('click', () => actions.show())
  }

  /** Takes a snapshot, ten a second; touches the desktop only when its words change. */
  update(status: StationStatus): void {
    const text = inWords(status)
    const shown = `${text} ${status.paused}`
    if (shown === this.#shown) return
    this.#shown = shown
    this.#tray.setToolTip(`Downlink: ${text}`)
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: text, enabled: false },
        { type: 'separator' },
        { label: 'Show Downlink', click: () => this.#actions.show() },
        status.paused
          ? { label: 'Resume Everything', click: () => this.#actions.setPaused(false) }
          : { label: 'Pause Everything', click: () => this.#actions.setPaused(true) },
        { type: 'separator' },
        { label: 'Quit', click: () => this.#actions.quit() },
      ]),
    )
  }

  destroy(): void {
    this.#tray.destroy()
  }
}

/** One line: the worst first. */
export function inWords(status: StationStatus): string {
  if (status.state === 'stopping') return 'stopping'
  if (status.state === 'failed' || status.alert !== null) return 'needs you: open the window'
  if (status.paused) return 'paused'
  const importing = status.counts.processing
  if (importing > 0) return importing === 1 ? 'importing 1 file' : `importing ${importing} files`
  const { watchers } = status
  if (watchers.some(({ state }) => state === 'missing' || state === 'refused')) {
    return watchers.length === 1
      ? 'the watched folder is not there'
      : 'a watched folder is not there'
  }
  return watchers.some(({ state }) => state === 'watching') ? 'watching' : 'idle'
}
