import type { StationStatus } from '#shared/status'
import { countText } from '#shared/numbers'
import { printable } from '#shared/printable'

const WIDTH = 24

/** The one line that a terminal shows while files are read: what is at work, how far, how fast. */
export function progressLine(status: StationStatus, columns: number): string {
  const [file] = status.active
  if (file === undefined) return ''
  const share = file.sizeBytes === 0 ? 1 : Math.min(1, file.doneBytes / file.sizeBytes)
  const full = Math.round(share * WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
  const percent = `${Math.floor(share * 100)}`.padStart(3)
  const more = status.active.length > 1 ? ` and ${status.active.length - 1} more` : ''
  const facts = `${countText(file.totalLines)} lines, ${countText(file.errorLines)} bad, ${countText(status.rate.linesPerSecond)} lines/s`
  return `${bar} ${percent} % ${facts} ${printable(file.name)}${more}`.slice(0, columns - 1)
}

/** Draws over its own last line on standard error, and only where that is a terminal. */
export class ProgressBar {
  readonly #out = process.stderr

  draw(status: StationStatus): void {
    if (!this.#out.isTTY) return
    this.#out.write(`\r\u001b[2K${progressLine(status, this.#out.columns)}`)
  }

  clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[2K')
  }
}
