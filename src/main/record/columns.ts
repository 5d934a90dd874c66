/** Records by column; row i of every column is the same record. Lines ascend. */
export interface RecordColumns {
  readonly count: number
  /** Line number in the file; the header is line 1. */
  readonly line: Uint32Array<ArrayBuffer>
  /** Microseconds since 1970 UTC, a whole number below 2^53. */
  readonly timestampUs: Float64Array<ArrayBuffer>
  /** A column for each numeric channel of the satellite type, in its order. */
  readonly values: readonly Float64Array<ArrayBuffer>[]
  /** Index into `words`. */
  readonly wordsIndex: Uint32Array<ArrayBuffer>
  /** Where the raw line lies in the file, so that a row that the database refuses can be shown. */
  readonly byteOffset: Float64Array<ArrayBuffer>
  readonly byteLength: Uint32Array<ArrayBuffer>
  /** JSON texts of instrument objects, `{"instrument1":"ok",...}`, each once, in the definition's key order. */
  readonly words: readonly string[]
}

/** The rows that are to stay, by their places. */
export function keepRows(records: RecordColumns, stays: (row: number) => boolean): RecordColumns {
  const keep = (_: number, row: number): boolean => stays(row)
  const line = records.line.filter(keep)
  return {
    count: line.length,
    line,
    timestampUs: records.timestampUs.filter(keep),
    values: records.values.map((column) => column.filter(keep)),
    wordsIndex: records.wordsIndex.filter(keep),
    byteOffset: records.byteOffset.filter(keep),
    byteLength: records.byteLength.filter(keep),
    words: records.words,
  }
}
