import type { CellError } from '#shared/lineFindings'
import type { MendBatch } from '../../database/mends/applyMend'
import type { CellErrors } from '../../record/chunk'
import { columnsOf, wordNamesOf } from '../../record/layout'
import { wordsText } from '../../record/wordsText'
import { RecordBuilder } from '../reader/recordBuilder'
import type { RecordValues } from '../reader/recordFields'
import type { LineReading } from './lineReading'

/** What stands for a bad line once it is mended. */
export interface JudgedRecord {
  readonly values: RecordValues
  readonly cellErrors: CellErrors
}

/** Gathers judged lines of one file as records that the writer can store. Lines must ascend. */
export class RecordBatch {
  readonly #fileId: number
  readonly #records: RecordBuilder
  readonly #wordNames: readonly string[]
  readonly #cellErrors: CellError[] = []

  constructor(fileId: number, { definition }: LineReading, capacity: number) {
    this.#fileId = fileId
    this.#records = new RecordBuilder(capacity, columnsOf(definition).length)
    this.#wordNames = wordNamesOf(definition)
  }

  add(line: number, { values, cellErrors }: JudgedRecord): void {
    this.#records.add(line, values, wordsText(this.#wordNames, values.words))
    this.#cellErrors.push(...cellErrors.kept)
  }

  finish(): MendBatch {
    const records = this.#records.columns()
    return { fileId: this.#fileId, records, cellErrors: this.#cellErrors }
  }
}

/** The buffers to transfer with batches. */
export function batchBuffers(batches: readonly MendBatch[]): ArrayBuffer[] {
  // All columns of a batch lie in one.
  return batches.map(({ records }) => records.line.buffer)
}
