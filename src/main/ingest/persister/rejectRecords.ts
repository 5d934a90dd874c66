import type { LineIssue } from '#shared/codes'
import type { RefusedRecord } from '../../database/records/chunkWriter'
import { MAX_RAW_BYTES, type Chunk, type ErrorColumns } from '../../record/chunk'
import { keepRows } from '../../record/columns'
import { makeRollup } from '../../record/rollup'
import { makeStatusRollup } from '../../record/statusRollup'

/** The same chunk with some records moved to its bad lines; lines stay in order. */
export async function rejectRecords(
  chunk: Chunk,
  refused: readonly RefusedRecord[],
  rawLine: (byteOffset: number, byteLength: number) => Promise<Uint8Array>,
): Promise<Chunk> {
  const bad = await Promise.all(
    refused.map(async ({ index, reason }) => {
      const byteOffset = chunk.records.byteOffset[index] ?? 0
      const rawBytes = chunk.records.byteLength[index] ?? 0
      const issue: LineIssue = {
        path: '',
        code: 'rejected_by_database',
        message: `the database refused this record: ${reason}`,
      }
      return {
        line: chunk.records.line[index] ?? 0,
        byteOffset,
        rawBytes,
        raw: await rawLine(byteOffset, Math.min(rawBytes, MAX_RAW_BYTES)),
        issues: JSON.stringify([issue]),
      }
    }),
  )
  const all = [...eachError(chunk.errors), ...bad].toSorted((a, b) => a.line - b.line)
  const removed = new Set(refused.map(({ index }) => index))
  const records = keepRows(chunk.records, (row) => !removed.has(row))
  return {
    ...chunk,
    records,
    rollup: makeRollup(records),
    statuses: makeStatusRollup(records, chunk.states),
    errors: pack(all),
  }
}

interface BadLine {
  readonly line: number
  readonly byteOffset: number
  readonly rawBytes: number
  readonly raw: Uint8Array
  readonly issues: string
}

function eachError(errors: ErrorColumns): BadLine[] {
  return Array.from({ length: errors.count }, (_, i) => ({
    line: errors.line[i] ?? 0,
    byteOffset: errors.byteOffset[i] ?? 0,
    rawBytes: errors.rawBytes[i] ?? 0,
    raw: errors.raw.subarray(i === 0 ? 0 : errors.rawEnd[i - 1], errors.rawEnd[i]),
    issues: errors.issues[errors.issuesIndex[i] ?? 0] ?? '',
  }))
}

function pack(lines: readonly BadLine[]): ErrorColumns {
  const issues = [...new Set(lines.map((line) => line.issues))]
  const place = new Map(issues.map((text, index) => [text, index]))
  const raw = new Uint8Array(lines.reduce((sum, line) => sum + line.raw.length, 0))
  const rawEnd = new Uint32Array(lines.length)
  let end = 0
  for (const [i, line] of lines.entries()) {
    raw.set(line.raw, end)
    end += line.raw.length
    rawEnd[i] = end
  }
  return {
    count: lines.length,
    line: Uint32Array.from(lines, (line) => line.line),
    byteOffset: Float64Array.from(lines, (line) => line.byteOffset),
    rawBytes: Float64Array.from(lines, (line) => line.rawBytes),
    raw,
    rawEnd,
    issuesIndex: Uint32Array.from(lines, (line) => place.get(line.issues) ?? 0),
    issues,
  }
}
