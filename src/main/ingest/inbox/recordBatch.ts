import { channelNames } from '#shared/satellites/definition'
import type { MendBatch } from '../../database/mends/applyMend'
import type { RecordColumns } from '../../record/columns'
import { wordsText } from '../../record/wordsText'
import { RecordBuilder } from '../reader/recordBuilder'
import type { RecordValues } from '../reader/recordFields'

/** Gathers judged lines of one file as records that the writer can store. Lines must ascend. */
export class RecordBatch {
  readonly #records: RecordBuilder
  readonly #instruments: readonly string[]

  constructor(capacity: number, instruments: readonly string[]) {
    this.#records = new RecordBuilder(capacity, channelNames.length)
    this.#instruments = instruments
  }

  add(line: number, values: RecordValues): void {
    this.#records.add(line, values, wordsText(this.#instruments, values.words))
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
