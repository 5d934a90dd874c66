import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { countText } from '#shared/numbers'
import { announce, listen } from '../events'
import type { RemovalJournal } from './removalJournal'
import type { RemovedSource } from './removedSource'

export interface LostPackagesDeps {
  /** Which of these the database does not have, by their places in the list. */
  readonly missingOf: (former: readonly RemovedSource[]) => Promise<readonly number[]>
  readonly journal: Pick<RemovalJournal, 'path' | 'sources'>
}

/** So many are named in the alert; the journal has them all. */
const NAMED = 10

/**
 * Tells of packages whose sources went and that the database no longer has: most likely it was
 * restored from an older copy. Told until they are there again.
 */
export class LostPackages {
  readonly #deps: LostPackagesDeps
  readonly #unlisten: () => void
  /** Those that the database did not have when it was asked last; null before that. */
  #missing: readonly RemovedSource[] | null = null
  #isTold = false
  #isLooking = false
  #again = false

  constructor(deps: LostPackagesDeps) {
    this.#deps = deps
    this.#unlisten = listen('file', ({ status }) => {
      if (this.#isTold && status === 'complete') void this.look()
    })
  }

  stop(): void {
    this.#unlisten()
  }

  /** Never rejects: what can't be asked is asked at the next start. */
  async look(): Promise<void> {
    this.#again = true
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      while (this.#again) {
        this.#again = false
        this.#tell(await this.#lost())
      }
    } catch {
      this.#again = false
    } finally {
      this.#isLooking = false
    }
  }

  #tell(lost: readonly RemovedSource[]): void {
    if (lost.length === 0 && !this.#isTold) return
    this.#isTold = lost.length > 0
    announce('lost', { words: this.#isTold ? lostWords(lost, this.#deps.journal.path) : null })
  }

  async #lost(): Promise<RemovedSource[]> {
    const { journal, missingOf } = this.#deps
    // What goes from now on is in this database.
    const former = this.#missing ?? (await journal.sources())
    if (former.length === 0) return []
    const places = await missingOf(former)
    const missing = places.flatMap((place) => former[place] ?? [])
    this.#missing = missing
    const lost: RemovedSource[] = []
    // One that lies there again is about to be imported.
    for (const source of missing) if (!(await isThere(source.path))) lost.push(source)
    return lost
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function lostWords(lost: readonly RemovedSource[], journal: string): string {
  const packages =
    lost.length === 1
      ? 'a package whose file is'
      : `${countText(lost.length)} packages whose files are`
  const named = lost.slice(-NAMED).toReversed().map(wordsOf).join('; ')
  const more = lost.length > NAMED ? `; and ${countText(lost.length - NAMED)} more` : ''
  return `The database does not have ${packages} gone from the watched folder: ${named}${more}. Was it restored from an older copy? Put the files back, from the archive or from where they came, and they are imported again. Every file that went is listed in ${journal}; delete that list to hear no more of these.`
}

function wordsOf({ path, became, archive, at, lines }: RemovedSource): string {
  const where = archive === null ? became : `moved to ${archive}`
  return `${basename(path)}, ${countText(lines)} lines, ${where} on ${at.slice(0, 16).replace('T', ' at ')} UTC`
}
