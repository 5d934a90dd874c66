import { z } from 'zod'
import { PackageReader } from '../../../../../src/main/ingest/reader/packageReader'
import type { Knowledge } from '../../../../../src/main/ingest/reader/recognise'
import { SpareBuffers } from '../../../../../src/main/ingest/reader/spareBuffers'
import { BLOCK_BYTES } from '../../../../../src/main/record/chunk'
import { LineIssue } from '../../../../../src/shared/codes'
import type { Definition } from '../../../../../src/shared/telemetry/definition'
import { withFile } from './withFile'

export interface Reading {
  readonly scans?: boolean
  readonly blockBytes?: number
  readonly maxLines?: number
  readonly leavesCut?: boolean
  readonly name?: string
  readonly startUs?: number
  readonly type?: string
}

const Issues = z.array(LineIssue)
const Words = z.record(z.string(), z.string())

const spare = new SpareBuffers()

/** Reads a file to its end, with all that its chunks say, row by row. */
export function readRows(
  content: Uint8Array | string,
  definitions: Definition | readonly Definition[],
  reading: Reading = {},
) {
  const types = new Map([definitions].flat().map((one) => [one.type, one]))
  const told = { type: reading.type ?? null, startUs: reading.startUs ?? null }
  const knowledge: Knowledge = { types, told, begun: null }
  const { scans = true, blockBytes = BLOCK_BYTES, leavesCut = false } = reading
  const ways = { blockBytes, scans, leavesCut }
  return withFile(
    typeof content === 'string' ? Buffer.from(content) : content,
    (path) =>
      rowsOf(PackageReader.open(path, null, ways, spare, knowledge), reading.maxLines ?? 1000),
    reading.name,
  )
}

function rowsOf(reader: PackageReader, maxLines: number) {
  const found = {
    type: reader.satelliteType,
    rows: [] as (readonly [number, number, (number | null)[], Record<string, string>])[],
    bad: [] as (readonly [number, string, string])[],
    messages: [] as string[],
    skippedLines: 0,
    otherRecords: 0,
    repeatedValues: 0,
    unknown: noCounts(),
    textNumbers: noCounts(),
    /** Of each of these two, the line in which it came first. */
    firstLines: [noCounts(), noCounts()] as const,
    cells: [] as (readonly [number, string, string, string])[],
    cellCounts: {} as Record<string, number>,
    cellRecords: 0,
    nextLine: 0,
    isCut: false,
  }
  for (;;) {
    const chunk = reader.next(maxLines)
    const { records, errors, cellErrors } = chunk
    const words = records.words.map((text) => Words.parse(JSON.parse(text)))
    for (let i = 0; i < records.count; i += 1) {
      found.rows.push([
        records.line[i] ?? 0,
        records.timestampUs[i] ?? 0,
        records.values.map((column) => {
          const value = column[i] ?? NaN
          return Number.isNaN(value) ? null : value
        }),
        words[records.wordsIndex[i] ?? 0] ?? {},
      ])
    }
    const issuesOf = errors.issues.map((text) => Issues.parse(JSON.parse(text)))
    for (let i = 0; i < errors.count; i += 1) {
      const raw = errors.raw.subarray(i === 0 ? 0 : errors.rawEnd[i - 1], errors.rawEnd[i])
      const issues = issuesOf[errors.issuesIndex[i] ?? 0] ?? []
      const said = issues.map(({ path: at, code }) => `${at} ${code}`).join(', ')
      found.bad.push([errors.line[i] ?? 0, said, Buffer.from(raw).toString('latin1')])
      found.messages.push(...issues.map(({ message }) => message))
    }
    found.skippedLines += chunk.skippedLines
    found.otherRecords += chunk.otherRecords
    found.repeatedValues += chunk.repeatedValues
    for (const { key, count, firstLine } of chunk.unknownKeys) {
      add(found.unknown, String(key), count)
      found.firstLines[0][String(key)] ??= firstLine
    }
    for (const { channel, count, firstLine } of chunk.textNumbers) {
      add(found.textNumbers, channel, count)
      found.firstLines[1][channel] ??= firstLine
    }
    for (const { line, channel, code, raw } of cellErrors.kept) {
      found.cells.push([line, channel, code, raw])
    }
    for (const { channel, code, count } of cellErrors.counts) {
      add(found.cellCounts, `${channel} ${code}`, count)
    }
    found.cellRecords += cellErrors.records
    found.nextLine = chunk.nextLine
    found.isCut = chunk.isCut
    if (chunk.atEnd) break
  }
  reader.close()
  return found
}

/** Counts by any names, which may be those that objects have anyway. */
function noCounts(): Record<string, number> {
  return Object.create(null)
}

function add(counts: Record<string, number>, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count
}
