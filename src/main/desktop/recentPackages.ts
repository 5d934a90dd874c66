import { isDeepStrictEqual } from 'node:util'
import type { FileId, FileRecord } from '#shared/files'
import type { StationStatus } from '#shared/status'

/** As many as a menu has room for. */
const MOST = 10
/** A menu that changes more often can't be used. */
const NOT_SOONER_MS = 5_000

export interface RecentPackage {
  readonly fileId: FileId
  readonly name: string
  readonly path: string
}

/** The files that were over last, the newest first; no more than `limit`. */
type Newest = (
  limit: number,
) => Promise<readonly Pick<FileRecord, 'id' | 'name' | 'path' | 'removal'>[]>

/** The packages that were over last, the newest first; told when there are others. */
export class RecentPackages {
  readonly #newest: Newest
  readonly #onChange: (packages: readonly RecentPackage[]) => void
  #packages: readonly RecentPackage[] = []
  #revision: number | null = null
  #askedAt = -NOT_SOONER_MS
  #isToAsk = false

  constructor(newest: Newest, onChange: (packages: readonly RecentPackage[]) => void) {
    this.#newest = newest
    this.#onChange = onChange
  }

  update({ revision }: Pick<StationStatus, 'revision'>): void {
    if (revision === this.#revision) return
    this.#revision = revision
    if (this.#isToAsk) return
    this.#isToAsk = true
    const inMs = Math.max(0, this.#askedAt + NOT_SOONER_MS - performance.now())
    setTimeout(() => void this.#ask(), inMs).unref()
  }

  async #ask(): Promise<void> {
    this.#isToAsk = false
    this.#askedAt = performance.now()
    // A database in trouble is told elsewhere.
    const files = await this.#newest(MOST).catch(() => null)
    if (files === null) return
    const packages = files
      .filter(({ removal }) => removal === null)
      .map(({ id, name, path }) => ({ fileId: id, name, path }))
    if (isDeepStrictEqual(packages, this.#packages)) return
    this.#packages = packages
    this.#onChange(packages)
  }
}
