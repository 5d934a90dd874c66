import type { FileAction } from '#shared/ipc'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import type { Told } from '#shared/telemetry/told'
import type { StoredFile } from '../../database/files/files'
import type { DatabaseService } from '../databaseService/databaseService'
import type { Admissions } from './admissions'
import { announceFile } from './announceFile'
import { sameIdentity, type FileIdentity } from '../../record/identity'
import type { ReaderThreads } from '../reader/readerThreads'
import { fingerprintNow, identityNow } from './fileNow'
import type { FileQueue, Waiting } from './fileQueue'
import type { StandingPackages } from './standingPackages'
import type { Turns } from './turns'
import { untilAborted } from './untilAborted'

/** What ends a file's run before its time; a file can also be held, with the reason. */
export type Interruption = Extract<FileAction, 'pause' | 'cancel'> | { readonly hold: string }

export interface FileOrderPorts {
  readonly database: DatabaseService
  readonly queue: FileQueue
  readonly turns: Turns
  readonly admissions: Admissions
  readonly standing: StandingPackages
  readonly signal: AbortSignal
  /** Does it again while the database can't take it. */
  readonly patiently: <T>(work: () => Promise<T>) => Promise<T>
  readonly readers: ReaderThreads
  readonly enqueue: (waiting: Waiting) => void
  /** A held file is complete, without having been read again. */
  readonly onComplete: (file: StoredFile, identity: FileIdentity) => void
  /** Stops a file that is being read and settles it then; false when it is not being read. */
  readonly interruptLive: (fileId: number, why: Interruption) => boolean
  /** Another file may have its turn now. */
  readonly startMore: () => void
}

/** Carries out what the operator asks for single files. */
export class FileOrders {
  readonly #ports: FileOrderPorts

  constructor(ports: FileOrderPorts) {
    this.#ports = ports
  }

  /** Throws an Error with words when it can't be done. */
  async act(fileId: number, action: FileAction): Promise<void> {
    switch (action) {
      case 'pause':
      case 'cancel':
        if (this.#ports.interruptLive(fileId, action)) return
        return this.#inTurn(() => this.#interrupt(fileId, action))
      case 'resume':
        return this.#inTurn(() => this.#resume(fileId))
      case 'retry':
        return this.#inTurn(() => this.#retry(fileId))
      case 'import-again':
        return this.#importAgain(fileId)
      case 'take':
        return this.#inTurn(() => this.#take(fileId))
    }
  }

  /** The time is over for which a file waited: it is taken as it is, unless it has just changed. */
  waitIsOver(fileId: number): Promise<void> {
    return this.#inTurn(async () => {
      const file = await this.#stored(fileId)
      if (file.status !== 'waiting' || file.removal !== null) return
      const now = await identityNow(file.path).catch(() => null)
      await this.#endWait(file, now === null || sameIdentity(now, file.identity))
    })
  }

  /** Writes down why a file is not read on, from this line. */
  async settle(file: StoredFile, why: Interruption, line: number): Promise<void> {
    const { database, patiently, standing } = this.#ports
    const fileId = file.id
    if (why === 'cancel') {
      await patiently(() => database.write('cancel', { fileId }))
      announceFile(file, 'cancelled', null)
    } else if (why === 'pause') {
      await patiently(() => database.write('setStatus', { fileId, status: 'paused' }))
      announceFile(file, 'paused', null)
      standing.paused(file, line)
    } else {
      const message = why.hold
      await patiently(() => database.write('fail', { fileId, code: 'crashed', message }))
      announceFile(file, 'failed', message)
      standing.held(file, line, message)
    }
  }

  /** Behind all that was asked for before, and before what arrives from now on. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#ports.admissions.close()
    return this.#ports.turns.take(work)
  }

  async #interrupt(fileId: number, why: 'pause' | 'cancel'): Promise<void> {
    const { queue, signal, interruptLive, startMore } = this.#ports
    // It may have begun while earlier orders were carried out.
    if (interruptLive(fileId, why)) return
    const waiting = queue.withdraw(fileId)
    if (waiting === undefined) return this.#interruptHeld(await this.#stored(fileId), why)
    try {
      await this.settle(waiting.file, why, waiting.file.checkpointLine)
      queue.leave(waiting.file)
    } catch (error) {
      if (!signal.aborted) queue.add(waiting)
      throw error
    } finally {
      startMore()
    }
  }

  async #interruptHeld(file: StoredFile, why: 'pause' | 'cancel'): Promise<void> {
    mustNotBeRemoved(file)
    const { status } = file
    const may = why === 'cancel' ? ['paused', 'failed', 'waiting'] : ['waiting']
    if (!may.includes(status)) {
      throw new Error(`${file.name} is ${file.status}: there is nothing to ${why}.`)
    }
    await this.settle(file, why, file.checkpointLine)
  }

  async #resume(fileId: number): Promise<void> {
    const file = await this.#stored(fileId)
    if (file.status !== 'paused') throw new Error(`${file.name} is ${file.status}, not paused.`)
    await this.#requeue(file)
  }

  async #retry(fileId: number): Promise<void> {
    const file = await this.#stored(fileId)
    mustNotBeRemoved(file)
    if (file.status !== 'failed' && file.status !== 'cancelled') {
      throw new Error(`${file.name} is ${file.status}: there is nothing to retry.`)
    }
    if (hasMendedRecord(file) && (await this.#completeMended(file))) return
    await this.#requeue(file)
  }

  /**
   * These packages had lines mended: one of which nothing could be imported is complete once it has a
   * record, if its file is still the one that was read. It is not read again: its last line may be
   * the one that was mended.
   */
  mended(fileIds: readonly number[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const fileId of fileIds) {
        const file = await this.#stored(fileId)
        if (hasMendedRecord(file)) await this.#completeMended(file)
      }
    })
  }

  /** False when its file is gone or another one. */
  async #completeMended(file: StoredFile): Promise<boolean> {
    const { database, readers, signal, patiently, onComplete } = this.#ports
    const now = await fingerprintNow(file.path, readers, signal).catch(() => null)
    if (now === null || !sameIdentity(now.identity, file.identity)) return false
    const { fingerprint, identity } = now
    const { lock } = await patiently(() =>
      database.write('complete', { fileId: file.id, fingerprint, identity }),
    )
    if (lock !== null) throw new Error(`${lock}.`)
    announceFile(file, 'complete', 'a line of it was mended')
    onComplete(file, identity)
    return true
  }

  /** Reads a file that is held as what somebody says that it is, from its first line. */
  tell(fileId: number, told: Told): Promise<void> {
    return this.#inTurn(async () => {
      const { database, patiently, enqueue } = this.#ports
      const file = await this.#stored(fileId)
      mustNotBeRemoved(file)
      if (file.status !== 'failed' && file.status !== 'cancelled') {
        throw new Error(`${file.name} is ${file.status}: it waits for no answer.`)
      }
      if (file.fingerprint !== null) {
        throw new Error(`${file.name} was complete once. Import it again as a package of its own.`)
      }
      const identity = await identityNow(file.path)
      const queued = await patiently(() => database.write('readAs', { fileId, told, identity }))
      enqueue({ file: queued, grew: false })
    })
  }

  async candidates(fileId: number): Promise<TypeCandidate[]> {
    const { readers, signal } = this.#ports
    const { path } = await this.#stored(fileId)
    const thread = readers.take()
    try {
      return await untilAborted(signal, thread, () => thread.call('candidates', { path }))
    } finally {
      readers.giveBack(thread)
    }
  }

  async #take(fileId: number): Promise<void> {
    const file = await this.#stored(fileId)
    mustNotBeRemoved(file)
    if (file.status !== 'waiting') {
      throw new Error(`${file.name} is ${file.status}: it waits for no rest.`)
    }
    await this.#endWait(file, true)
  }

  /** The row keeps the identity of what was read: it may have changed since, and is compared. */
  async #endWait(file: StoredFile, asItIs: boolean): Promise<void> {
    const { database, patiently, enqueue } = this.#ports
    const status = 'queued'
    await patiently(() => database.write('setStatus', { fileId: file.id, status }))
    enqueue({ file: { ...file, status }, grew: false, asItIs })
  }

  async #requeue(file: StoredFile): Promise<void> {
    const { database, patiently, enqueue } = this.#ports
    const identity = await identityNow(file.path)
    const requeued = await patiently(() => database.write('requeue', { fileId: file.id, identity }))
    enqueue({ file: requeued, grew: false })
  }

  async #importAgain(fileId: number): Promise<void> {
    const { path, source } = await this.#stored(fileId)
    const identity = await identityNow(path)
    await this.#ports.admissions.add({ path, source, identity, again: true })
  }

  async #stored(fileId: number): Promise<StoredFile> {
    const file = await this.#ports.database.read('file', { fileId })
    if (file === null) throw new Error(`There is no file ${fileId}.`)
    return file
  }
}

function hasMendedRecord({ status, failureCode, importedLines, removal }: StoredFile): boolean {
  return (
    status === 'failed' &&
    failureCode === 'nothing_imported' &&
    importedLines > 0 &&
    removal === null
  )
}

function mustNotBeRemoved({ id, name, removal }: StoredFile): void {
  if (removal === null) return
  throw new Error(
    `#${id} ${name} was removed. Undo that first, or add the file again: then it is imported anew.`,
  )
}
