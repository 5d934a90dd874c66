import { BLOCK_BYTES, type Chunk, type OpenBlock } from '../../../../../src/main/record/chunk'
import {
  PackageReader,
  type FileEnd,
  type ReadFrom,
  type ReadingWays,
} from '../../../../../src/main/ingest/reader/packageReader'
import { LineIssue } from '../../../../../src/shared/codes'
import { z } from 'zod'
import { withFile } from './withFile'

export interface FoundRecord {
  line: number
  timestampUs: number
  velocity: number
  altitude: number
  latitude: number
  longitude: number
  instruments: string
  byteOffset: number
  byteLength: number
}

export interface FoundError {
  line: number
  byteOffset: number
  rawBytes: number
  raw: string
  issues: LineIssue[]
}

/** Everything that chunks say, row by row. */
export interface Found {
  records: FoundRecord[]
  errors: FoundError[]
  skippedLines: number
  repeatedValues: number
  textNumbers: { channel: string; count: number; firstLine: number }[]
  unknownKeys: { key: string | null; count: number; firstLine: number }[]
  blockHashes: number[]
  openBlock: OpenBlock | null
  nextByte: number
  nextLine: number
}

const Issues = z.array(LineIssue)

/** Bytes with a character each, so that what differs can be read. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

export function nothingFound(): Found {
  return {
    records: [],
    errors: [],
    skippedLines: 0,
    repeatedValues: 0,
    textNumbers: [],
    unknownKeys: [],
    blockHashes: [],
    openBlock: null,
    nextByte: 0,
    nextLine: 0,
  }
}

/** Adds a chunk's rows to what was found before. */
export function addChunk(found: Found, chunk: Chunk): void {
  const { records, errors } = chunk
  for (let i = 0; i < records.count; i += 1) {
    found.records.push({
      line: at(records.line, i),
      timestampUs: at(records.timestampUs, i),
      velocity: at(at(records.values, 0), i),
      altitude: at(at(records.values, 1), i),
      latitude: at(at(records.values, 2), i),
      longitude: at(at(records.values, 3), i),
      instruments: at(records.words, at(records.wordsIndex, i)),
      byteOffset: at(records.byteOffset, i),
      byteLength: at(records.byteLength, i),
    })
  }
  const issues = errors.issues.map((text) => Issues.parse(JSON.parse(text)))
  for (let i = 0; i < errors.count; i += 1) {
    const start = i === 0 ? 0 : at(errors.rawEnd, i - 1)
    found.errors.push({
      line: at(errors.line, i),
      byteOffset: at(errors.byteOffset, i),
      rawBytes: at(errors.rawBytes, i),
      raw: latin1(errors.raw.subarray(start, at(errors.rawEnd, i))),
      issues: at(issues, at(errors.issuesIndex, i)),
    })
  }
  found.skippedLines += chunk.skippedLines
  found.repeatedValues += chunk.repeatedValues
  for (const { channel, count, firstLine } of chunk.textNumbers) {
    const known = found.textNumbers.find((entry) => entry.channel === channel)
    if (known === undefined) found.textNumbers.push({ channel, count, firstLine })
    else known.count += count
  }
  for (const { key, count, firstLine } of chunk.unknownKeys) {
    const known = found.unknownKeys.find((entry) => entry.key === key)
    if (known === undefined) found.unknownKeys.push({ key, count, firstLine })
    else known.count += count
  }
  found.blockHashes.push(...chunk.blockHashes)
  found.openBlock = chunk.openBlock
  found.nextByte = chunk.nextByte
  found.nextLine = chunk.nextLine
}

/** Where whoever goes on behind what was found begins. */
export function goingOn(found: Found): ReadFrom {
  return {
    byte: found.nextByte,
    line: found.nextLine,
    blockHashes: Uint8Array.from(found.blockHashes),
    openBlock: found.openBlock,
    unknownKeys: found.unknownKeys.flatMap(({ key }) => key ?? []),
  }
}

export const usual: ReadingWays = { blockBytes: BLOCK_BYTES, scans: true }
export const exact: ReadingWays = { blockBytes: BLOCK_BYTES, scans: false }

/** Reads a file to its end and closes it. */
export function readFile(
  path: string,
  { ways = usual, maxLines = 1000, from = null }: ReadOptions = {},
): Found & { end: FileEnd; satelliteType: string } {
  const reader = PackageReader.open(path, from, ways)
  try {
    const found = nothingFound()
    for (;;) {
      const chunk = reader.next(maxLines)
      addChunk(found, chunk)
      if (chunk.atEnd) break
    }
    return { ...found, end: reader.finish(), satelliteType: reader.satelliteType }
  } finally {
    reader.close()
  }
}

export interface ReadOptions {
  ways?: ReadingWays
  maxLines?: number
  from?: ReadFrom | null
}

/** Reads a package given as bytes, or as text whose characters are bytes. */
export function readBytes(content: Uint8Array | string, options: ReadOptions = {}) {
  return withFile(content, (path) => readFile(path, options))
}

function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index]
  if (value === undefined) throw new Error(`there is no row ${index}`)
  return value
}
