import { stat } from 'node:fs/promises'
import type { FileStatus } from '#shared/files'
import type { FileAction } from '#shared/ipc'
import type { Arrival } from '../../database/admission'
import type { StoredFile } from '../../database/files'
import type { Registration } from '../componentRegistry'
import { announce } from '../events'
import { identityOf, type FileIdentity } from '../identity'
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
  readonly #waiting = new Map<number, StoredFile>()
  readonly #live = new Map<number, Live>()
  /** Admissions under way, so that two arrivals of one path are decided one after the other. */
  #admissions: Promise<unknown> = Promise.resolve()
  #filesAtOnce: number
  #stopping = false
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
      this.#waiting.set(file.id, file)
    }
    this.#startMore()
  }

  /** Decides what a file that came is, and gives it its place in the queue. */
  add(arrival: Arrival): Promise<Enqueued> {
    const admission = this.#admissions.then(() => this.#admit(arrival))
    this.#admissions = admission.catch(() => undefined)
    return admission
  }

  /** Does what the operator asks for one file. Throws an Error with words when it can't be done. */
  async act(fileId: number, action: FileAction): Promise<void> {
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

  /** Resolves when nothing waits and nothing runs. */
  async idle(): Promise<void> {
    await this.#admissions
    if (this.#waiting.size === 0 && this.#live.size === 0) return
    await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  /** To be called when the station was paused or goes on. */
  paceChanged(): void {
    this.#startMore()
  }

  /** Stops every parser at its next chunk's border; their files go on at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#waiting.clear()
    for (const { parser } of this.#live.values()) parser.stop()
    await this.idle()
    this.#component.remove()
  }

  async #admit(arrival: Arrival): Promise<Enqueued> {
    const present = this.#findByPath(arrival.path)
    if (present !== null) return { fileId: present.id, queued: false }
    const { database } = this.#deps
    const { file, outcome } = await database.write('admit', arrival)
    switch (outcome) {
      case 'known':
      case 'held':
        return { fileId: file.id, queued: false }
      case 'grown':
        return this.#enqueue(await this.#grown(file, arrival))
      case 'new':
      case 'resume':
      case 'restart':
        return this.#enqueue(file)
    }
  }

  /** A complete file got longer: it goes on if its old part is still what was read, else it is new. */
  async #grown(file: StoredFile, arrival: Arrival): Promise<StoredFile> {
    const { database, readers } = this.#deps
    const thread = readers.take()
    try {
      const { fingerprint } = await thread.call('fingerprint', {
        path: file.path,
        firstBytes: file.sizeBytes,
      })
      if (fingerprint === file.fingerprint) {
        return await database.write('continueGrown', { fileId: file.id })
      }
    } finally {
      await readers.giveBack(thread)
    }
    const { file: separate } = await database.write('insertArrival', arrival)
    return separate
  }

  #enqueue(file: StoredFile): Enqueued {
    if (!this.#stopping) this.#waiting.set(file.id, file)
    this.#announce(file, 'queued', null)
    this.#startMore()
    return { fileId: file.id, queued: true }
  }

  #findByPath(path: string): StoredFile | null {
    for (const { file } of this.#live.values()) if (file.path === path) return file
    for (const file of this.#waiting.values()) if (file.path === path) return file
    return null
  }

  #startMore(): void {
    if (!this.#stopping && !this.#deps.pace.paused) {
      for (const file of this.#waiting.values()) {
        if (this.#live.size >= this.#filesAtOnce) break
        if (this.#mayStart(file)) this.#start(file)
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

  #start(file: StoredFile): void {
    const parser = new FileParser(this.#deps, file)
    const live: Live = { parser, file, whenStopped: null }
    this.#waiting.delete(file.id)
    this.#live.set(file.id, live)
    void parser.run().then((result) => this.#ended(live, result))
  }

  async #ended({ file, whenStopped }: Live, result: ParserResult): Promise<void> {
    if (result.status === 'stopped') await this.#settle(file, whenStopped)
    else this.#announce(file, result.status, result.detail)
    this.#live.delete(file.id)
    this.#deps.onEnded(file.id, file.path)
    this.#startMore()
  }

  /** Writes down why a parser was stopped; nothing when the station itself stops. */
  async #settle(file: StoredFile, why: Live['whenStopped']): Promise<void> {
    if (why === null) return
    const { database } = this.#deps
    if (why === 'pause') {
      await database.write('setStatus', { fileId: file.id, status: 'paused' })
      this.#announce(file, 'paused', null)
    } else {
      await database.write('cancel', { fileId: file.id })
      this.#announce(file, 'cancelled', null)
    }
  }

  async #interrupt(fileId: number, why: 'pause' | 'cancel'): Promise<void> {
    const live = this.#live.get(fileId)
    if (live !== undefined) {
      live.whenStopped = why
      live.parser.stop()
      return
    }
    const file = this.#waiting.get(fileId) ?? (await this.#stored(fileId))
    const held = file.status === 'paused' || file.status === 'failed'
    if (!this.#waiting.has(fileId) && !(why === 'cancel' && held)) {
      throw new Error(`${file.name} is ${file.status}: there is nothing to ${why}.`)
    }
    this.#waiting.delete(fileId)
    await this.#settle(file, why)
    this.#startMore()
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
    this.#enqueue(await this.#deps.database.write('requeue', { fileId: file.id, identity }))
  }

  async #importAgain(fileId: number): Promise<void> {
    const { path, source } = await this.#stored(fileId)
    await this.add({ path, source, identity: await identityNow(path), again: true })
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

/** Throws an Error with words when the file is gone or can't be looked at. */
async function identityNow(path: string): Promise<FileIdentity> {
  try {
    return identityOf(await stat(path, { bigint: true }))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} can't be found any more (${why}). Put it back and try again.`, {
      cause: error,
    })
  }
}
