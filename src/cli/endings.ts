import type { FileRecord, FileStatus } from '#shared/files'
import type { Mismatch } from '#shared/mismatch'
import { listen, type Events } from '../main/ingest/events'
import type { Enqueued } from '../main/ingest/parsers/admissions'
import type { Station } from '../main/ingest/station'

const isOver = (status: FileStatus): boolean => status !== 'queued' && status !== 'processing'

/** How a file's run ended. */
export interface Ending {
  readonly record: FileRecord
  /** The package that has a duplicate's content; null where it is none. */
  readonly original: FileRecord | null
  /** What of a complete package and of its type did not meet; null of any other. */
  readonly mismatch: Mismatch | null
  /** It was over before it was named: nothing of it was read now. */
  readonly wasThere: boolean
}

type Told = Events['file']
type Tell = (given: string, ending: Ending) => void

/** Tells of each expected file when its run is over, once for each way in which it was named. */
export class Endings {
  readonly #station: Pick<Station, 'ask' | 'file'>
  readonly #tell: Tell
  readonly #expected = new Map<number, string[]>()
  /** Files whose run was over before anybody expected it, as that was told. */
  readonly #early = new Map<number, Told>()
  readonly #telling: Promise<void>[] = []
  readonly stop: () => void

  constructor(station: Pick<Station, 'ask' | 'file'>, tell: Tell) {
    this.#station = station
    this.#tell = tell
    this.stop = listen('file', (told) => {
      if (isOver(told.status)) this.#over(told.fileId, told)
    })
  }

  /** Its run may be over already: that of a file which the station had before, long ago. */
  async expect({ fileId, queued }: Enqueued, given: string): Promise<void> {
    this.#expected.set(fileId, [...(this.#expected.get(fileId) ?? []), given])
    const early = this.#early.get(fileId)
    if (early !== undefined) return this.#over(fileId, early)
    if (queued) return
    const record = await this.#station.file(fileId)
    if (record !== null && isOver(record.status)) this.#over(fileId, null)
  }

  /** Rejects when the database could not be asked. */
  async allTold(): Promise<void> {
    await Promise.all(this.#telling)
  }

  /** @param told null of a file whose run was over before this one began */
  #over(fileId: number, told: Told | null): void {
    const given = this.#expected.get(fileId)
    if (given === undefined) {
      if (told !== null) this.#early.set(fileId, told)
      return
    }
    this.#expected.delete(fileId)
    this.#early.delete(fileId)
    const telling = this.#tellOf(fileId, given, told)
    // It is awaited at the end only.
    telling.catch(() => undefined)
    this.#telling.push(telling)
  }

  async #tellOf(fileId: number, given: readonly string[], told: Told | null): Promise<void> {
    const record = told?.complete?.record ?? (await this.#station.file(fileId))
    if (record === null) return
    const ended = isOver(record.status) ? record : unrecorded(record, told?.detail ?? null)
    const { duplicateOf, status } = ended
    const ending = {
      record: ended,
      original: duplicateOf === null ? null : await this.#station.file(duplicateOf),
      mismatch:
        told?.complete?.mismatch ??
        (status === 'complete' ? await this.#station.ask('files:mismatch', { fileId }) : null),
      wasThere: told === null,
    }
    for (const name of given) this.#tell(name, ending)
  }
}

/** The run is over, and the database could not even take that down. */
function unrecorded(record: FileRecord, detail: string | null): FileRecord {
  return {
    ...record,
    status: 'failed',
    failureCode: 'storage_error',
    failureMessage: detail ?? 'The database could not store it.',
  }
}
