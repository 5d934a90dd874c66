import { isDeepStrictEqual } from 'node:util'
import { Menu, Tray } from 'electron'
import type { StationStatus } from '#shared/status'
import { trayIcon } from './trayIcon'
import { trayState, type TrayState } from './trayWords'

export interface TrayActions {
  show(): void
  setPaused(paused: boolean): void
  quit(): void
}

/** The station's state where the window is out of sight. A desktop without a tray shows nothing. */
export class StationTray {
  readonly #icon: string
  readonly #actions: TrayActions
  #isUp: boolean
  #tray: Tray
  #shown: TrayState | null = null

  /** @param icon path of the program's picture @param isUp whether there is a tray for it */
  constructor(icon: string, isUp: boolean, actions: TrayActions) {
    this.#icon = icon
    this.#isUp = isUp
    this.#actions = actions
    this.#tray = this.#make()
  }

  /** Whether there was a tray when its icon was put up. */
  get isUp(): boolean {
    return this.#isUp
  }

  /** Takes a snapshot, ten a second; touches the desktop only when what it shows changes. */
  update(status: StationStatus): void {
    const state = trayState(status)
    if (isDeepStrictEqual(state, this.#shown)) return
    if (state.tone !== this.#shown?.tone) this.#tray.setImage(trayIcon(this.#icon, state.tone))
    this.#shown = state
    this.#show(state)
  }

  /** Puts the icon up once more: there is a tray now. */
  renew(): void {
    this.#isUp = true
    this.#tray.destroy()
    this.#tray = this.#make()
    if (this.#shown !== null) this.#show(this.#shown)
  }

  #make(): Tray {
    const tray = new Tray(trayIcon(this.#icon, this.#shown?.tone ?? 'rest'))
    tray.on('click', () => this.#actions.show())
    return tray
  }

  #show({ state, queue, paused }: TrayState): void {
    const actions = this.#actions
    this.#tray.setToolTip(`Downlink: ${queue === null ? state : `${state}; ${queue}`}`)
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: state, enabled: false },
        ...(queue === null ? [] : [{ label: queue, enabled: false }]),
        { type: 'separator' },
        { label: 'Show Downlink', click: () => actions.show() },
        paused
          ? { label: 'Resume Everything', click: () => actions.setPaused(false) }
          : { label: 'Pause Everything', click: () => actions.setPaused(true) },
        { type: 'separator' },
        { label: 'Quit', click: () => actions.quit() },
      ]),
    )
  }
}
