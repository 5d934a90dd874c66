import { channelNames } from '#shared/satellites/definition'
import type { TextNumberCount } from '../../record/chunk'

/** Counts the records whose numbers came as text, channel by channel. */
export class TextNumbers {
  readonly #counts = new Uint32Array(channelNames.length)
  readonly #firstLines = new Uint32Array(channelNames.length)
  #any = false

  /** @param channels by their places */
  add(channels: readonly number[], line: number): void {
    if (channels.length === 0) return
    this.#any = true
    for (const i of channels) {
      if (this.#counts[i] === 0) this.#firstLines[i] = line
      this.#counts[i] = (this.#counts[i] ?? 0) + 1
    }
  }

  /** What was counted since the last call. */
  take(): TextNumberCount[] {
    if (!this.#any) return []
    const found = channelNames.flatMap((channel, i) => {
      const count = this.#counts[i] ?? 0
      return count === 0 ? [] : [{ channel, count, firstLine: this.#firstLines[i] ?? 0 }]
    })
    this.#counts.fill(0)
    this.#any = false
    return found
  }
}
