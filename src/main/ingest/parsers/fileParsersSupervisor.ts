import type { FileStatus } from '#shared/files'
import type { FileAction } from '#shared/ipc'
import type { Arrival } from '../../database/admission'
import type { StoredFile } from '../../database/files'
import type { Registration } from '../componentRegistry'
import { DatabaseTroubleError } from '../databaseTrouble'
import { announce } from '../events'
import { patiently } from '../patience'
import { beginningNow, identityNow } from './fileNow'
import { FileParser, type FileParserDeps, type ParserResult } from './fileParser'

export interface FileParsersSupervisorDeps extends FileParserDeps {
  /** A file is complete, a duplicate, failed, cancelled: its run is over. */
  readonly onEnded: (fileId: number, path: string) => void
}

/** What became of a file that was brought. */
export interface Enqueued {
  readonly fileId: number
  /** False when the station had it already and has nothing to do. */
  readonly queued: boolean
}

interface Waiting {
  readonly file: StoredFile
  /** It was complete and got longer; its beginning was compared with what had been read. */
  readonly grew: boolean
}

interface Live {
  readonly parser: FileParser
  readonly file: StoredFile
  /** What the operator wants to happen once the parser has stopped. */
  whenStopped: 'pause' | 'cancel' | null
}

/**
 * The queue: keeps so many files at once going, oldest first, each in a parser of its own. A file
 * whose parser falls troubles no other.
 */
export class FileParsersSupervisor {
  readonly #deps: FileParsersSupervisorDeps
  readonly #component: Registration
  /** Waiting files in the order in which they came. */
  readonly #waiting = new Map<number, Waiting>()
  readonly #live = new Map<number, Live>()
  /** Files that wait or are being read, by path. */
  readonly #byPath = new Map<string, number>()
  /**
   * The end of all that was asked for so far. Arrivals and wishes of the operator are carried out
   * one after the other: each is decided by what the one before has made of the file.
   */
  #turns: Promise<unknown> = Promise.resolve()
  readonly #stop = new AbortController()
  #filesAtOnce: number
  #onIdle: (() => void)[] = []

  constructor(deps: FileParsersSupervisorDeps, filesAtOnce: number) {
    this.#deps = deps
    this.#filesAtOnce = filesAtOnce
    this.#component = deps.registry.register('parsers', 'FileParsersSupervisor', 'telemetry')
    this.#show()
  }

  set filesAtOnce(count: number) {
    this.#filesAtOnce = count
    this.#startMore()
  }

  /** Takes up what an earlier run of the station left unfinished; paused files stay paused. */
  async recover(): Promise<void> {
    const { database } = this.#deps
    const left = await database.read('filesByStatus', { statuses: ['processing', 'queued'] })
    for (const file of left) {
      if (file.status === 'processing') {
        await database.write('setStatus', { fileId: file.id, status: 'queued' })
      }
      this.#wait({ file, grew: false })
    }
    this.#startMore()
  }

  /**
   * Decides what a file that came is, and gives it its place in the queue. Waits as long as the
   * database can't take it; throws an Error with words when that will not pass.
   */
  add(arrival: Arrival): Promise<Enqueued> {
    return this.#inTurn(() => this.#admit(arrival))
  }

  /** Does what the operator asks for one file. Throws an Error with words when it can't be done. */
  async act(fileId: number, action: FileAction): Promise<void> {
    const live = this.#live.get(fileId)
    if (live !== undefined && (action === 'pause' || action === 'cancel')) {
      live.whenStopped = action
      live.parser.stop()
      return
    }
    await this.#inTurn(() => this.#carryOut(fileId, action))
  }

  async #carryOut(fileId: number, action: FileAction): Promise<void> {
    switch (action) {
      case 'pause':
        return this.#interrupt(fileId, 'pause')
      case 'cancel':
        return this.#interrupt(fileId, 'cancel')
      case 'resume':
        return this.#resume(fileId)
      case 'retry':
        return this.#retry(fileId)
      case 'import-again':
        return this.#importAgain(fileId)
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(() => {
      if (this.#stop.signal.aborted) throw new Error('The station is being stopped.')
      return work()
    })
    this.#turns = turn.catch(() => undefined)
    return turn
  }

  #patiently<T>(work: () => Promise<T>): Promise<T> {
    return patiently(work, this.#deps.alerts, this.#stop.signal)
  }

  /** Resolves when nothing waits and nothing runs. */
  async idle(): Promise<void> {
    let last: Promise<unknown>
    do {
      last = this.#turns
      await last
    } while (last !== this.#turns)
    if (this.#waiting.size === 0 && this.#live.size === 0) return
    await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  /** To be called when the station was paused or goes on. */
  paceChanged(): void {
    this.#startMore()
  }

  /** Stops every parser at its next chunk's border; their files go on at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#waiting.clear()
    for (const { parser } of this.#live.values()) parser.stop()
    await this.idle()
    this.#component.remove()
  }

  async #admit(arrival: Arrival): Promise<Enqueued> {
    const present = this.#byPath.get(arrival.path)
    if (present !== undefined) return { fileId: present, queued: false }
    const { database } = this.#deps
    const { file, outcome } = await this.#patiently(() => database.write('admit', arrival))
    switch (outcome) {
      case 'known':
      case 'held':
        return { fileId: file.id, queued: false }
      case 'grown':
        return this.#enqueue(await this.#grown(file, arrival))
      case 'new':
      case 'resume':
      case 'restart':
        return this.#enqueue({ file, grew: false })
    }
  }

  /** A complete file got longer: it goes on if its old part is still what was read, else it is new. */
  async #grown(file: StoredFile, arrival: Arrival): Promise<Waiting> {
    const { database, readers } = this.#deps
    const beginning = await beginningNow(file, readers, this.#stop.signal)
    if (beginning !== null && beginning.fingerprint === file.fingerprint) {
      const { identity } = beginning
      const reopened = await this.#patiently(() =>
        database.write('continueGrown', { fileId: file.id }),
      )
      return { file: { ...reopened, identity }, grew: true }
    }
    const separate = await this.#patiently(() => database.write('insertArrival', arrival))
    return { file: separate.file, grew: false }
  }

  #enqueue(waiting: Waiting): Enqueued {
    const { file } = waiting
    if (!this.#stop.signal.aborted) this.#wait(waiting)
    this.#announce(file, 'queued', null)
    this.#startMore()
    return { fileId: file.id, queued: true }
  }

  #wait(waiting: Waiting): void {
    const { id, path } = waiting.file
    this.#waiting.set(id, waiting)
    this.#byPath.set(path, id)
  }

  #forgetPath({ id, path }: StoredFile): void {
    if (this.#byPath.get(path) === id) this.#byPath.delete(path)
  }

  #startMore(): void {
    if (!this.#stop.signal.aborted && !this.#deps.pace.paused) {
      for (const waiting of this.#waiting.values()) {
        if (this.#live.size >= this.#filesAtOnce) break
        if (this.#mayStart(waiting.file)) this.#start(waiting)
      }
    }
    this.#show()
    if (this.#waiting.size > 0 || this.#live.size > 0) return
    for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  /** Two files of one size may have one content: the second waits, to be compared with the first. */
  #mayStart(file: StoredFile): boolean {
    if (file.again) return true
    for (const { file: other } of this.#live.values()) {
      if (other.sizeBytes === file.sizeBytes) return false
    }
    return true
  }

  #start({ file, grew }: Waiting): void {
    const parser = new FileParser(this.#deps, file, grew)
    const live: Live = { parser, file, whenStopped: null }
    this.#waiting.delete(file.id)
    this.#live.set(file.id, live)
    void parser.run().then((result) => this.#ended(live, result))
  }

  /** Never rejects. What can't be written down leaves the row as it is: the next start takes it up. */
  async #ended(live: Live, result: ParserResult): Promise<void> {
    const { file } = live
    try {
      if (result.status === 'stopped') await this.#settle(file, live.whenStopped)
      else this.#announce(file, result.status, result.detail)
    } catch (error) {
      this.onTrouble(error)
    }
    this.#live.delete(file.id)
    this.#forgetPath(file)
    this.#deps.onEnded(file.id, file.path)
    this.#startMore()
  }

  /** Tells of an error that nobody waits for. */
  onTrouble(error: unknown): void {
    if (this.#stop.signal.aborted) return
    if (error instanceof DatabaseTroubleError) {
      this.#deps.alerts.raise('writing', error.trouble.alert)
    } else {
      const { message, stack = null } = error instanceof Error ? error : new Error(String(error))
      announce('fault', { message, stack })
    }
  }

  /** Writes down why a parser was stopped; nothing when the station itself stops. */
  async #settle(file: StoredFile, why: Live['whenStopped']): Promise<void> {
    if (why === null) return
    const { database } = this.#deps
    const fileId = file.id
    if (why === 'pause') {
      await this.#patiently(() => database.write('setStatus', { fileId, status: 'paused' }))
      this.#announce(file, 'paused', null)
    } else {
      await this.#patiently(() => database.write('cancel', { fileId }))
      this.#announce(file, 'cancelled', null)
    }
  }

  async #interrupt(fileId: number, why: 'pause' | 'cancel'): Promise<void> {
    // It may have begun while earlier wishes were carried out.
    if (this.#live.has(fileId)) return this.act(fileId, why)
    const waiting = this.#waiting.get(fileId)
    if (waiting === undefined) {
      const file = await this.#stored(fileId)
      const held = file.status === 'paused' || file.status === 'failed'
      if (why !== 'cancel' || !held) {
        throw new Error(`${file.name} is ${file.status}: there is nothing to ${why}.`)
      }
      return this.#settle(file, why)
    }
    this.#waiting.delete(fileId)
    try {
      await this.#settle(waiting.file, why)
      this.#forgetPath(waiting.file)
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#waiting.set(fileId, waiting)
      throw error
    } finally {
      this.#startMore()
    }
  }

  async #resume(fileId: number): Promise<void> {
    const file = await this.#stored(fileId)
    if (file.status !== 'paused') throw new Error(`${file.name} is ${file.status}, not paused.`)
    await this.#requeue(file)
  }

  async #retry(fileId: number): Promise<void> {
    const file = await this.#stored(fileId)
    if (file.status !== 'failed' && file.status !== 'cancelled') {
      throw new Error(`${file.name} is ${file.status}: there is nothing to retry.`)
    }
    await this.#requeue(file)
  }

  async #requeue(file: StoredFile): Promise<void> {
    const identity = await identityNow(file.path)
    const { database } = this.#deps
    const requeued = await this.#patiently(() =>
      database.write('requeue', { fileId: file.id, identity }),
    )
    this.#enqueue({ file: requeued, grew: false })
  }

  async #importAgain(fileId: number): Promise<void> {
    const { path, source } = await this.#stored(fileId)
    await this.#admit({ path, source, identity: await identityNow(path), again: true })
  }

  async #stored(fileId: number): Promise<StoredFile> {
    const file = await this.#deps.database.read('file', { fileId })
    if (file === null) throw new Error(`There is no file ${fileId}.`)
    return file
  }

  #announce(file: StoredFile, status: FileStatus, detail: string | null): void {
    announce('file', { fileId: file.id, name: file.name, status, detail })
  }

  #show(): void {
    const detail = `${this.#live.size} at work, ${this.#waiting.size} waiting`
    this.#component.update({ state: this.#deps.pace.paused ? 'waiting' : 'running', detail })
  }
}
