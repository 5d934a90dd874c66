import type { FileRecord } from '#shared/files'
import { countText } from '#shared/numbers'
import { componentIds, parserId } from '#shared/steering/ids'
import { waitingWords } from '#shared/waiting'
import type { StoredFile } from '../../database/files/files'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { listen } from '../events'

/** More than these are found in the list of files. */
const MOST = 100
/** The first record of a package is on line 2. */
const FIRST_LINE = 2

/**
 * Packages that stand still: paused, or held because they kept crashing their parser, until the
 * operator lets them go on; or waiting for the rest of their last line. Their places stay in the live
 * tree, so that they can be let go on there.
 */
export class StandingPackages {
  readonly #registry: ComponentRegistry
  readonly #places = new Map<number, Registration>()
  readonly #unlisten: () => void

  constructor(registry: ComponentRegistry) {
    this.#registry = registry
    this.#unlisten = listen('file', ({ fileId }) => this.#leave(fileId))
  }

  /** To be called after it was announced. */
  paused(file: StoredFile, line: number): void {
    this.#place(file, line)?.update({ state: 'stopped', detail: `paused at ${at(line)}` })
  }

  /** As above. */
  waiting(file: StoredFile, waiting: NonNullable<FileRecord['waiting']>): void {
    this.#place(file, waiting.line)?.update({ state: 'waiting', detail: waitingWords(waiting) })
  }

  /** As above. */
  held(file: StoredFile, line: number, reason: string): void {
    const place = this.#place(file, line)
    place?.failed(reason)
    place?.update({ detail: `held at ${at(line)}` })
  }

  stop(): void {
    this.#unlisten()
    for (const fileId of this.#places.keys()) this.#leave(fileId)
  }

  #place({ id, name }: StoredFile, line: number): Registration | null {
    if (this.#places.size >= MOST) return null
    const place = this.#registry.register(parserId(id), 'FileParser', componentIds.parsers, {
      id,
      name,
    })
    place.update({ line: Math.max(FIRST_LINE, line) })
    this.#places.set(id, place)
    return place
  }

  #leave(fileId: number): void {
    this.#places.get(fileId)?.remove()
    this.#places.delete(fileId)
  }
}

const at = (line: number): string => `line ${countText(Math.max(FIRST_LINE, line))}`
