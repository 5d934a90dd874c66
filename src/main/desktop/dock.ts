import { app, type BrowserWindow } from 'electron'
import type { StationStatus } from '#shared/status'
import { progressOf } from './progress'

/** Electron's word for a bar that is not there. */
const NONE = -1

/** The program's icon in dock or taskbar: how far imports are, and how many packages wait for somebody. */
export class Dock {
  readonly #window: () => BrowserWindow | null
  #progress: number | null = null
  #held = 0

  constructor(window: () => BrowserWindow | null) {
    this.#window = window
  }

  update(status: StationStatus): void {
    const progress = progressOf(status)
    if (progress !== this.#progress) {
      this.#progress = progress
      this.#window()?.setProgressBar(progress ?? NONE)
    }
    const held = status.counts.failed
    if (held !== this.#held) {
      this.#held = held
      app.setBadgeCount(held)
    }
  }
}
