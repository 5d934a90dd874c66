import type { MendBatch } from '../../database/mends/applyMend'
import type { RecordColumns } from '../../record/chunk'
import { instrumentText } from '../reader/instrumentText'
import type { RecordValues } from '../reader/lineParser'
import { RecordBuilder } from '../reader/recordBuilder'

/** Gathers judged lines of one file as records that the writer can store. Lines must ascend. */
export class RecordBatch {
  readonly #records: RecordBuilder
  readonly #instruments: readonly string[]

  constructor(capacity: number, instruments: readonly string[]) {
    this.#records = new RecordBuilder(capacity)
    this.#instruments = instruments
  }

  add(line: number, values: RecordValues): void {
    const [timestampUs, velocity, altitude, latitude, longitude, ...words] = values
    const records = this.#records
    const i = records.count
    records.line[i] = line
    records.timestampUs[i] = timestampUs
    // Adding 0 turns -0 into 0, as it is stored.
    records.velocity[i] = velocity + 0
    records.altitude[i] = altitude + 0
    records.latitude[i] = latitude + 0
    records.longitude[i] = longitude + 0
    records.wordsIndex[i] = records.indexOfWords(instrumentText(this.#instruments, words))
    records.count = i + 1
  }

  columns(): RecordColumns {
    return this.#records.columns()
  }
}

/** The buffers to transfer with batches. */
export function batchBuffers(batches: readonly MendBatch[]): ArrayBuffer[] {
  // All columns of a batch lie in one.
  return batches.map(({ records }) => records.line.buffer)
}
