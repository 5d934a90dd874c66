import type { SourceState } from '#shared/files'
import { countText } from '#shared/numbers'
import type { Settings } from '#shared/settings'
import { componentIds } from '#shared/steering/ids'
import type { StoredFile } from '../../database/files/files'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import type { DatabaseGuard } from '../databaseService/databaseGuard'
import type { DatabaseService } from '../databaseService/databaseService'
import { announce, listen } from '../events'
import type { FileIdentity } from '../../record/identity'
import { archiveOf, watchedFolderOf } from '../folders/watchedFolderOf'
import { AtOnce } from './atOnce'
import { endSource } from './endSource'
import type { RemovalJournal } from './removalJournal'
import { settleSource } from './settleSource'
import { systemTime } from './systemTime'
import { writerOf } from './writers'
import type { FingerprintOf, SettleRequest, SourceLedger, SourceVerdict } from './types'
import { inWords } from '../../systemError'

/** Sources that are seen out side by side; each waits out its grace time. */
const AT_ONCE = 32
/** So many of these are proven and removed, with a thread and a handful of open files each. */
const REMOVED_AT_ONCE = 4
/** A source that could not be removed is tried again this often. */
const RETRY_MS = 60_000

/** Why a file stays that was imported as the folder was met. */
const LAY_BEFORE = 'It lay here before the folder was watched.'

type EndSettings = Pick<Settings, 'folders' | 'graceMs' | 'archiveFolder'>

export interface SourceEndsDeps {
  readonly database: DatabaseService
  readonly guard: Pick<DatabaseGuard, 'mustBeInPlace'>
  readonly journal: RemovalJournal
  readonly registry: ComponentRegistry
  readonly parent: string
  readonly settings: EndSettings
  readonly fingerprintOf: (path: string, signal: AbortSignal) => ReturnType<FingerprintOf>
  /** The file stays as it is now: the watcher need not tell of it again. */
  readonly onStays: (path: string, identity: FileIdentity) => void
  /** The file that was read lies there no more: what does, is another one even if it looks the same. */
  readonly onGone: (path: string) => void
}

/** Sees complete files of the watched folders out: deleted, archived or kept, as set. */
export class SourceEnds {
  readonly #deps: SourceEndsDeps
  readonly #component: Registration
  readonly #ledger: SourceLedger
  /** Ends what is under way: the station stops, or the operator has it begin anew. */
  #stop = new AbortController()
  #isStopped = false
  /** When each was brought here, by a clock that never goes back: its grace time runs from then. */
  readonly #waiting = new Map<number, number>()
  readonly #live = new Map<number, Promise<void>>()
  /** Who wants to know when the end of a file is over, by its path, while that is under way. */
  readonly #inHand = new Map<string, ((known: FileIdentity | null) => void)[]>()
  /** What is tried again later, by its timer. */
  readonly #retries = new Map<NodeJS.Timeout, number>()
  readonly #unlisten: () => void
  readonly #removing = new AtOnce(REMOVED_AT_ONCE)
  #settings: EndSettings
  #onIdle: (() => void)[] = []

  constructor(deps: SourceEndsDeps) {
    this.#deps = deps
    this.#settings = deps.settings
    this.#ledger = ledgerOf(deps)
    this.#component = deps.registry.register(componentIds.sources, 'SourceKeeper', deps.parent)
    this.#component.measure(() => ({ depth: this.#waiting.size + this.#live.size }))
    this.#unlisten = listen('alert', (alert) => {
      if (alert === null) this.#retryNow()
    })
    this.#show()
  }

  /** Holds for sources whose removal has not begun. */
  apply(settings: EndSettings): void {
    this.#settings = settings
  }

  /** Takes up removals that an earlier run left half done, then all that were still to come. */
  async settleAll(): Promise<void> {
    for (const file of await this.#deps.database.read('filesWithOpenSource')) {
      if (file.sourceState === 'removing') {
        await this.#withInHand(file, () => this.#settle(file)).catch((error: unknown) =>
          this.#onTrouble(file.id, error),
        )
      } else {
        this.consider(file.id)
      }
    }
  }

  /** A file's run is over: if it came by the watched folder and is all stored, its end is near. */
  consider(fileId: number): void {
    if (this.#isStopped) return
    // One whose end is under way is looked at once more after it: it may have been read anew.
    this.#waiting.set(fileId, systemTime.now())
    this.#startMore()
  }

  /**
   * Whether the file at this path is being seen out, which gives it other times and is no news of
   * it. Calls back once that is over, with the file as its row knows it then; null where it can't be
   * told.
   */
  tellWhenOver(path: string, tell: (known: FileIdentity | null) => void): boolean {
    const listeners = this.#inHand.get(path)
    listeners?.push(tell)
    return listeners !== undefined
  }

  /** Resolves when no source waits for its end; those that are stuck do not count. */
  async idle(): Promise<void> {
    if (this.#waiting.size === 0 && this.#live.size === 0) return
    await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  /** Ends what waits for its end, and takes all of it up anew, the stuck ones too. */
  async restart(): Promise<void> {
    if (this.#stop.signal.aborted) throw new Error('It is being started anew already.')
    const under = [...this.#live.keys(), ...this.#waiting.keys()]
    await this.#endAll()
    if (this.#isStopped) return
    this.#component.restartedAsAsked()
    this.#stop = new AbortController()
    await this.settleAll()
    for (const fileId of under) this.consider(fileId)
    this.#show()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#unlisten()
    await this.#endAll()
    this.#component.remove()
  }

  async #endAll(): Promise<void> {
    this.#waiting.clear()
    for (const retry of this.#retries.keys()) clearTimeout(retry)
    this.#retries.clear()
    this.#stop.abort()
    await Promise.all(this.#live.values())
  }

  #startMore(): void {
    for (const [fileId, since] of this.#waiting) {
      if (this.#stop.signal.aborted) break
      if (this.#live.size >= AT_ONCE) break
      if (this.#live.has(fileId)) continue
      this.#waiting.delete(fileId)
      this.#live.set(
        fileId,
        this.#end(fileId, since)
          .catch((error: unknown) => this.#onTrouble(fileId, error))
          .finally(() => {
            this.#live.delete(fileId)
            this.#startMore()
          }),
      )
    }
    this.#show()
    if (this.#waiting.size > 0 || this.#live.size > 0) return
    for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  async #end(fileId: number, since: number): Promise<void> {
    const file = await this.#deps.database.read('file', { fileId })
    if (file === null || file.source !== 'watch' || isOver(file.sourceState)) return
    // Nothing of what was removed would be left where its source went too.
    if (file.removal !== null) return
    if (file.status === 'duplicate') {
      const reason = `Already imported as #${file.duplicateOf ?? '?'}`
      await this.#ledger.setSourceState(fileId, 'kept', reason, null)
      this.#announce(file, 'kept', reason)
      return
    }
    if (file.status !== 'complete' || file.fingerprint === null) return
    if (file.afterImport === 'keep' && file.sourceState !== 'removing') {
      await this.#ledger.setSourceState(fileId, 'kept', LAY_BEFORE, null)
      this.#announce(file, 'kept', LAY_BEFORE)
      return
    }
    await this.#withInHand(file, () =>
      file.sourceState === 'removing' ? this.#settle(file) : this.#seeOut(file, since),
    )
  }

  async #withInHand(file: StoredFile, work: () => Promise<void>): Promise<void> {
    const listeners: ((known: FileIdentity | null) => void)[] = []
    this.#inHand.set(file.path, listeners)
    try {
      await work()
    } finally {
      // Two rows may have had this path; the other one's end may still be under way.
      if (this.#inHand.get(file.path) === listeners) this.#inHand.delete(file.path)
      if (listeners.length > 0) {
        const row = await this.#deps.database.read('file', { fileId: file.id }).catch(() => null)
        for (const tell of listeners) tell(row?.identity ?? null)
      }
    }
  }

  async #seeOut(file: StoredFile, since: number): Promise<void> {
    const request = this.#requestFor(file)
    if (request === null) return
    const verdict = await endSource(
      {
        ...request,
        graceMs: Math.max(0, this.#settings.graceMs - (systemTime.now() - since)),
        expected: { totalLines: file.totalLines, fingerprint: request.fingerprint },
        isStillSet: () => {
          const now = this.#requestFor(file)
          return now?.action === request.action && now.archiveFolder === request.archiveFolder
        },
        inTurn: (work) => this.#removing.run(work),
      },
      this.#ledger,
      systemTime,
      this.#stop.signal,
    )
    this.#onOver(file, verdict)
  }

  async #settle(file: StoredFile): Promise<void> {
    const request = this.#requestFor(file)
    if (request === null) return
    const settled = await this.#removing.run(() =>
      settleSource(request, this.#ledger, this.#stop.signal),
    )
    if (settled.state === 'removing') {
      await this.#onUnsettled(file, settled.reason)
      return
    }
    this.#onOver(file, settled)
  }

  /** Tells why it is where it is, and keeps that in its row if the database can take it. */
  async #onUnsettled(file: StoredFile, reason: string): Promise<void> {
    this.#announce(file, file.sourceState, reason)
    this.#retryLater(file.id)
    await this.#ledger
      .setSourceState(file.id, file.sourceState, reason, null)
      .catch(() => undefined)
  }

  /** Null when the folder of the file is not watched any more: then it is not touched. */
  #requestFor(file: StoredFile): SettleRequest | null {
    const watched = watchedFolderOf(this.#settings, file.path)
    if (watched === null || file.fingerprint === null) return null
    return {
      fileId: file.id,
      path: file.path,
      folder: watched.path,
      identity: file.identity,
      fingerprint: file.fingerprint,
      fingerprintOf: (path) => this.#deps.fingerprintOf(path, this.#stop.signal),
      writerOf,
      // The row's own, which no later setting changes.
      action: file.afterImport ?? watched.afterImport,
      archiveFolder: archiveOf(this.#settings, watched.path),
    }
  }

  #onOver(file: StoredFile, { state, reason, path, identity }: SourceVerdict): void {
    this.#announce(file, state, reason)
    // Renaming to and fro changes its times; without this it would look like another file.
    if (path !== null && identity !== null) this.#deps.onStays(path, identity)
    else if (state !== 'stuck' && state !== 'kept') this.#deps.onGone(file.path)
    if (state === 'stuck') this.#retryLater(file.id)
    // Only what an earlier attempt had left was put right: the end can begin anew at once.
    else if (state === 'present' && identity !== null) this.consider(file.id)
  }

  async #onTrouble(fileId: number, error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return
    const file = await this.#deps.database.read('file', { fileId }).catch(() => null)
    // It was removed while its end was under way, so that could not be written down.
    if (file !== null && file.removal !== null) return
    const reason = error instanceof Error ? error.message : String(error)
    this.#component.restarted(reason)
    if (file === null) this.#retryLater(fileId)
    else await this.#onUnsettled(file, `Its end is tried again by itself: ${inWords(error)}`)
  }

  /** What held the station up is over, and with it what most of them met. */
  #retryNow(): void {
    for (const [retry, fileId] of new Map(this.#retries)) {
      clearTimeout(retry)
      this.#retries.delete(retry)
      this.consider(fileId)
    }
  }

  #retryLater(fileId: number): void {
    if (this.#stop.signal.aborted) return
    const retry = setTimeout(() => {
      this.#retries.delete(retry)
      this.consider(fileId)
    }, RETRY_MS)
    this.#retries.set(retry, fileId)
  }

  #announce(file: StoredFile, state: SourceState, reason: string | null): void {
    announce('source', { fileId: file.id, name: file.name, state, reason })
  }

  #show(): void {
    const count = this.#waiting.size + this.#live.size
    const detail = count === 0 ? 'nothing to remove' : `${countText(count)} waiting for their end`
    this.#component.update({ state: 'running', detail })
  }
}

const isOver = (state: SourceState): boolean => ['deleted', 'archived', 'kept'].includes(state)

function ledgerOf({ database, guard, journal }: SourceEndsDeps): SourceLedger {
  return {
    noteRemoval: async (fileId, archive) => {
      const file = await database.read('file', { fileId })
      if (file === null || file.fingerprint === null) throw new Error('its row is gone.')
      await journal.note({
        at: new Date().toISOString(),
        became: archive === null ? 'deleted' : 'archived',
        path: file.path,
        archive,
        fileId,
        insertedAt: file.insertedAt,
        fingerprint: file.fingerprint,
        lines: file.totalLines,
      })
    },
    barrier: (fileId) => database.write('barrier', { fileId }),
    readBack: async (fileId) => {
      const found = await database.read('readBack', { fileId })
      // What the barrier put on disk counts only where the database's paths lead to it.
      await guard.mustBeInPlace()
      return found
    },
    setSourceState: (
      fileId: number,
      state: SourceState,
      reason: string | null,
      identity: FileIdentity | null,
    ) => database.write('setSourceState', { fileId, state, reason, identity }),
  }
}
