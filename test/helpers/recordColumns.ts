import type { RecordColumns } from '../../src/main/record/columns'

/** Texts of a chunk's records, one after the other. */
export const WORDS = ['{"i":"ok"}', '{"i":"faulty"}', '{"i":"ütf"}']

/** The columns for rows given as [timestamp, ...values]. */
export function recordColumns(
  lines: readonly number[],
  rows: readonly (readonly number[])[],
): RecordColumns {
  const column = (k: number): Float64Array<ArrayBuffer> =>
    Float64Array.from(rows, (row) => row[k] ?? 0)
  return {
    count: rows.length,
    line: Uint32Array.from(lines),
    timestampUs: column(0),
    values: (rows[0] ?? []).slice(1).map((_, k) => column(k + 1)),
    wordsIndex: Uint32Array.from(rows, (_, i) => i % WORDS.length),
    byteOffset: new Float64Array(rows.length),
    byteLength: new Uint32Array(rows.length),
    words: WORDS,
  }
}
