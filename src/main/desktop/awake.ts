import type { LiveFile } from '#shared/status'

/** Between two packages it is not let sleep: asking the desktop for each would be noise. */
const LINGER_MS = 2_000

/** Electron's powerSaveBlocker. */
export interface SleepBlocker {
  start(type: 'prevent-app-suspension'): number
  stop(id: number): boolean
}

/** Keeps the computer from falling asleep while packages are imported. The screen may go dark. */
export class Awake {
  readonly #blocker: SleepBlocker
  #id: number | null = null
  #ending: NodeJS.Timeout | null = null

  constructor(blocker: SleepBlocker) {
    this.#blocker = blocker
  }

  update({ active }: { readonly active: readonly Pick<LiveFile, 'waitingFor'>[] }): void {
    // What waits, such as for room on the disk, may wait for hours.
    if (active.some(({ waitingFor }) => waitingFor === null)) {
      if (this.#ending !== null) clearTimeout(this.#ending)
      this.#ending = null
      this.#id ??= this.#blocker.start('prevent-app-suspension')
    } else if (this.#id !== null) {
      this.#ending ??= setTimeout(() => this.#end(), LINGER_MS)
    }
  }

  #end(): void {
    if (this.#id !== null) this.#blocker.stop(this.#id)
    this.#id = null
    this.#ending = null
  }
}
