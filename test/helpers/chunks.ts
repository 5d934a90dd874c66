import type { Chunk } from '../../src/main/record/chunk'
import type { RecordColumns } from '../../src/main/record/columns'
import { makeRollup } from '../../src/main/record/rollup'
import { makeStatusRollup } from '../../src/main/record/statusRollup'

const lines = (count: number, first: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from({ length: count }, (_, i) => first + i)

/** A chunk of so many records and bad lines from line 2 on, all values zero. */
export function emptyChunk({
  records = 0,
  errors = 0,
}: {
  records?: number
  errors?: number
}): Chunk {
  const columns = zeros(records)
  return {
    nextByte: (records + errors) * 100,
    nextLine: 2 + records + errors,
    skippedLines: 0,
    otherRecords: 0,
    cellErrors: { kept: [], counts: [], records: 0 },
    unknownKeys: [],
    repeatedValues: 0,
    textNumbers: [],
    firstBlock: 0,
    blockHashes: new Uint8Array(0),
    openBlock: null,
    atEnd: true,
    isCut: false,
    openLine: null,
    records: columns,
    rollup: makeRollup(columns),
    statuses: makeStatusRollup(columns, []),
    states: [],
    errors: {
      count: errors,
      line: lines(errors, 2 + records),
      byteOffset: new Float64Array(errors),
      rawBytes: new Float64Array(errors),
      raw: new Uint8Array(0),
      rawEnd: new Uint32Array(errors),
      issuesIndex: new Uint32Array(errors),
      issues:
        errors > 0 ? ['[{"path":"","code":"invalid_json","message":"it is not valid JSON"}]'] : [],
    },
  }
}

function zeros(records: number): RecordColumns {
  return {
    count: records,
    line: lines(records, 2),
    timestampUs: new Float64Array(records),
    values: Array.from({ length: 4 }, () => new Float64Array(records)),
    wordsIndex: new Uint32Array(records),
    byteOffset: new Float64Array(records),
    byteLength: new Uint32Array(records),
    words: records > 0 ? ['{"instrument1":"ok","instrument2":"ok"}'] : [],
  }
}
