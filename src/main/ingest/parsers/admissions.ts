import { waitingWords } from '#shared/waiting'
import type { Admission, Arrival } from '../../database/files/admission'
import type { StoredFile } from '../../database/files/files'
import type { Replacement } from '../../database/removals/replacement'
import type { DatabaseService } from '../databaseService/databaseService'
import { announce } from '../events'
import type { ReaderThreads } from '../reader/readerThreads'
import { beginningNow } from './fileNow'
import type { FileQueue, Waiting } from './fileQueue'
import type { Turns } from './turns'

/** So many files that came together share a transaction. */
const MOST_TOGETHER = 100

/** What became of a file that was brought. */
export interface Enqueued {
  readonly fileId: number
  /** False when the station had it already and has nothing to do. */
  readonly queued: boolean
}

export interface AdmissionPorts {
  readonly database: DatabaseService
  readonly readers: ReaderThreads
  readonly queue: FileQueue
  readonly turns: Turns
  readonly signal: AbortSignal
  /** Does it again while the database can't take it. */
  readonly patiently: <T>(work: () => Promise<T>) => Promise<T>
  readonly enqueue: (waiting: Waiting) => void
}

interface Guest {
  readonly arrival: Arrival
  resolve(enqueued: Enqueued): void
  reject(error: unknown): void
}

/**
 * Decides what files that come are. Those that come while others are being decided about wait for
 * their turn together.
 */
export class Admissions {
  readonly #ports: AdmissionPorts
  /** Who came since the last turn began, by path. */
  #guests: Map<string, Guest> | null = null

  constructor(ports: AdmissionPorts) {
    this.#ports = ports
  }

  add(arrival: Arrival): Promise<Enqueued> {
    return new Promise((resolve, reject) => {
      const guest: Guest = { arrival, resolve, reject }
      const guests = this.#guests
      if (guests === null || guests.size === MOST_TOGETHER || guests.has(arrival.path)) {
        this.#begin(guest)
      } else {
        guests.set(arrival.path, guest)
      }
    })
  }

  /**
   * Puts a copy in line that is to take a package's place. Throws an Error with words when its file
   * is in line already, or the package can't be replaced now.
   */
  addReplacement(replacement: Replacement): Promise<Enqueued> {
    const { database, patiently, queue, turns } = this.#ports
    this.close()
    return turns.take(async () => {
      const queued = queue.at(replacement.arrival.path)
      if (queued !== undefined) {
        throw new Error(`This file is in the queue already, as #${queued}. Cancel that first.`)
      }
      const admission = await patiently(() => database.write('admitReplacement', replacement))
      return this.#enqueue(admission, replacement.arrival)
    })
  }

  /** Whoever comes from now on takes a turn behind those that were taken until now. */
  close(): void {
    this.#guests = null
  }

  #begin(first: Guest): void {
    const guests = new Map([[first.arrival.path, first]])
    this.#guests = guests
    const turn = this.#ports.turns.take(() => {
      if (this.#guests === guests) this.#guests = null
      return this.#admitAll([...guests.values()])
    })
    turn.catch((error: unknown) => {
      if (this.#guests === guests) this.#guests = null
      for (const guest of guests.values()) guest.reject(error)
    })
  }

  async #admitAll(guests: readonly Guest[]): Promise<void> {
    const { database, patiently, queue } = this.#ports
    const fresh: Guest[] = []
    for (const guest of guests) {
      const fileId = queue.at(guest.arrival.path)
      if (fileId === undefined) fresh.push(guest)
      else guest.resolve({ fileId, queued: false })
    }
    if (fresh.length === 0) return
    const arrivals = fresh.map(({ arrival }) => arrival)
    const admissions = await patiently(() => database.write('admitAll', arrivals))
    for (const [i, guest] of fresh.entries()) {
      const admission = admissions[i]
      if (admission?.outcome === 'grown') this.#compare(admission.file, guest)
      else if (admission !== undefined) guest.resolve(this.#enqueue(admission, guest.arrival))
    }
  }

  #enqueue({ file, outcome }: Admission, arrival: Arrival): Enqueued {
    const queued = outcome !== 'known' && outcome !== 'held'
    if (outcome === 'held') {
      const { id: fileId, name, status, failureMessage, waiting } = file
      const words = waiting === null ? failureMessage : `it ${waitingWords(waiting)}.`
      const reason = words ?? 'it waits for you to go on with it.'
      announce('held', { fileId, name, status, reason })
    }
    const asItIs = outcome === 'taken' || arrival.source !== 'watch'
    if (queued) this.#ports.enqueue({ file, grew: false, asItIs })
    return { fileId: file.id, queued }
  }

  /** Reading the whole old part again may take minutes: others are admitted meanwhile. */
  #compare(file: StoredFile, guest: Guest): void {
    const { queue, turns } = this.#ports
    queue.reserve(file)
    turns.beside(this.#grown(file, guest.arrival)).then(
      (enqueued) => guest.resolve(enqueued),
      (error: unknown) => {
        queue.leave(file)
        guest.reject(error)
      },
    )
  }

  /** A complete file got longer: it goes on if its old part is still what was read, else it is new. */
  async #grown(file: StoredFile, arrival: Arrival): Promise<Enqueued> {
    const { database, readers, signal, patiently, queue, turns, enqueue } = this.#ports
    const beginning = await beginningNow(file, readers, signal)
    return turns.take(async () => {
      if (beginning !== null && beginning.fingerprint === file.fingerprint) {
        const { identity } = beginning
        const reopened = await patiently(() => database.write('continueGrown', { fileId: file.id }))
        enqueue({ file: { ...reopened, identity }, grew: true })
        return { fileId: file.id, queued: true }
      }
      const separate = await patiently(() => database.write('insertArrival', arrival))
      queue.leave(file)
      enqueue({ file: separate.file, grew: false })
      return { fileId: separate.file.id, queued: true }
    })
  }
}
