import type { FileRecord, FileStatus } from '#shared/files'
import type { Mismatch } from '#shared/mismatch'
import { listen } from '../main/ingest/events'
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

type Tell = (given: string, ending: Ending) => void

/** Tells of each expected file when its run is over, once for each way in which it was named. */
export class Endings {
  readonly #station: Pick<Station, 'ask' | 'file'>
  readonly #tell: Tell
  readonly #expected = new Map<number, string[]>()
  /** Files whose run was over before anybody expected it, with the details. */
  readonly #early = new Map<number, string | null>()
  readonly #telling: Promise<void>[] = []
  readonly stop: () => void

  constructor(station: Pick<Station, 'ask' | 'file'>, tell: Tell) {
    this.#station = station
    this.#tell = tell
    this.stop = listen('file', ({ fileId, status, detail }) => {
      if (isOver(status)) this.#over(fileId, detail)
    })
  }

  /** Its run may be over already: that of a file which the station had before, long ago. */
  async expect({ fileId, queued }: Enqueued, given: string): Promise<void> {
    this.#expected.set(fileId, [...(this.#expected.get(fileId) ?? []), given])
    const early = this.#early.get(fileId)
    if (early !== undefined) return this.#over(fileId, early)
    if (queued) return
    const record = await this.#station.file(fileId)
    if (record !== null && isOver(record.status)) this.#over(fileId, null, true)
  }

  /** Rejects when the database could not be asked. */
  async allTold(): Promise<void> {
    await Promise.all(this.#telling)
  }

  #over(fileId: number, detail: string | null, wasThere = false): void {
    const given = this.#expected.get(fileId)
    if (given === undefined) {
      this.#early.set(fileId, detail)
      return
    }
    this.#expected.delete(fileId)
    this.#early.delete(fileId)
    const telling = this.#tellOf(fileId, given, detail, wasThere)
    // It is awaited at the end only.
    telling.catch(() => undefined)
    this.#telling.push(telling)
  }

  async #tellOf(
    fileId: number,
    given: readonly string[],
    detail: string | null,
    wasThere: boolean,
  ): Promise<void> {
    const record = await this.#station.file(fileId)
    if (record === null) return
    const ended = isOver(record.status) ? record : unrecorded(record, detail)
    const { duplicateOf, status } = ended
    const ending = {
      record: ended,
      original: duplicateOf === null ? null : await this.#station.file(duplicateOf),
      mismatch:
        status === 'complete' ? await this.#station.ask('files:mismatch', { fileId }) : null,
      wasThere,
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
