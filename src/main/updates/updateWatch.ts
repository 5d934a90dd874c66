import { join } from 'node:path'
import type { UpdateState } from '#shared/updates'
import type { Found, LookFor } from './look'

/** A look that is under way. */
export interface Looking {
  readonly found: Promise<Found>
  /** Ends it, however the folder holds it up. */
  end(): void
}

export interface UpdateWatchOptions {
  /** What this program is; the key is null in a build that has none. */
  readonly about: Omit<LookFor, 'folder' | 'publicKey'> & { readonly publicKey: string | null }
  readonly look: (asked: LookFor) => Looking
  readonly onState: (state: UpdateState) => void
  /** How long a look may take: a package is read whole. */
  readonly limitMs?: number
}

const EVERY_MS = 6 * 3_600_000
const LIMIT_MS = 600_000

/** Looks every few hours whether a newer release lies in the folder that the operator named. */
export class UpdateWatch {
  readonly #options: UpdateWatchOptions
  #folder: string | null = null
  #state: UpdateState
  #looking: Looking | null = null

  constructor(options: UpdateWatchOptions) {
    this.#options = options
    this.#state = { is: options.about.publicKey === null ? 'unavailable' : 'off' }
    setInterval(() => this.look(), EVERY_MS).unref()
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Where a package that was found lies; null where it was not. */
  placeOf(file: string): string | null {
    const state = this.#state
    if (this.#folder === null || state.is !== 'newer' || !state.files.includes(file)) return null
    return join(this.#folder, file)
  }

  /** Looks into this folder from now on; null looks no more. */
  use(folder: string | null): void {
    if (folder === this.#folder) return
    this.#folder = folder
    this.#end()
    if (folder !== null) this.look()
    else if (this.#state.is !== 'unavailable') this.#tell({ is: 'off' })
  }

  /** Looks now, if there is where to look and nobody is at it. */
  look(): void {
    const { about, look, limitMs = LIMIT_MS } = this.#options
    const { publicKey } = about
    const folder = this.#folder
    if (folder === null || publicKey === null || this.#looking !== null) return
    const looking = look({ ...about, publicKey, folder })
    this.#looking = looking
    this.#tell({ is: 'looking' })
    const limit = setTimeout(() => {
      if (this.#looking !== looking) return
      this.#end()
      this.#tellFound({
        is: 'trouble',
        words: `${folder} does not answer. Is its drive or share connected? It is looked at again in some hours.`,
      })
    }, limitMs)
    void this.#take(looking, folder).finally(() => clearTimeout(limit))
  }

  async #take(looking: Looking, folder: string): Promise<void> {
    let found: Found
    try {
      found = await looking.found
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      found = { is: 'trouble', words: `${folder} could not be looked at: ${why}` }
    }
    if (this.#looking !== looking) return
    this.#looking = null
    this.#tellFound(found)
  }

  #end(): void {
    const looking = this.#looking
    this.#looking = null
    looking?.end()
  }

  #tellFound(found: Found): void {
    this.#tell({ ...found, lookedAt: Date.now() })
  }

  #tell(state: UpdateState): void {
    this.#state = state
    this.#options.onState(state)
  }
}
