import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import { countText } from '#shared/numbers'
import type { DatabaseService } from './databaseService'
import { announce, listen } from './events'
import type { RemovalJournal, RemovedSource } from './source/removalJournal'

export interface LostPackagesDeps {
  readonly database: DatabaseService
  readonly journal: RemovalJournal
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
  #isTold = false

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
    const lost = await this.#lost().catch(() => null)
    if (lost === null) return
    if (lost.length === 0 && !this.#isTold) return
    this.#isTold = lost.length > 0
    announce('lost', { words: this.#isTold ? lostWords(lost, this.#deps.journal.path) : null })
  }

  async #lost(): Promise<RemovedSource[]> {
    const sources = new Map<string, RemovedSource>()
    for (const source of await this.#deps.journal.sources()) {
      sources.set(`${source.fingerprint} ${source.path}`, source)
    }
    const former = [...sources.values()]
    if (former.length === 0) return []
    const missing = await this.#deps.database.read('missingPackages', { former })
    const lost: RemovedSource[] = []
    for (const place of missing) {
      const source = former[place]
      // One that lies there again is about to be imported.
      if (source !== undefined && !(await isThere(source.path))) lost.push(source)
    }
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
