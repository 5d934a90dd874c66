import type { LineIssue } from '#shared/codes'
import type { Chunk } from '../../record/chunk'
import type { Column } from '../../record/layout'
import type { ReadDb } from '../../database/handles'
import { faultsOf } from '../../database/inbox/faultBook'
import { rawLinesBetween, type RawLine } from '../../database/inbox/rawLines'
import { recordRows, type RecordRow } from '../../database/inbox/storedRecords'

/** A line that is stored otherwise than its source reads. */
export interface Difference {
  readonly line: number
  readonly what: string
}

export interface ChunkToCompare {
  readonly chunk: Chunk
  /** Those of its records. */
  readonly columns: readonly Column[]
  /** The lines that the chunk is all of. */
  readonly first: number
  readonly last: number
}

/** Compares lines as they read now with what is stored of them; in no order. */
export function* compareChunk(
  db: ReadDb,
  fileId: number,
  { chunk, columns, first, last }: ChunkToCompare,
): Generator<Difference> {
  const range = { fileId, first, last }
  const records = byLine(recordRows(db, range))
  const badLines = byLine(rawLinesBetween(db, range))
  const kinds = chunk.errors.issues.map((text) => kindsOf(issuesOf(text)))
  const stored = new StoredKinds(db)
  for (let i = 0; i < chunk.records.count; i += 1) {
    const line = chunk.records.line[i] ?? 0
    const what = compareRecord(db, chunk, i, columns, records.get(line), badLines.get(line))
    if (what !== null) yield { line, what }
    records.delete(line)
    badLines.delete(line)
  }
  let start = 0
  for (let i = 0; i < chunk.errors.count; i += 1) {
    const line = chunk.errors.line[i] ?? 0
    const end = chunk.errors.rawEnd[i] ?? start
    const raw = chunk.errors.raw.subarray(start, end)
    start = end
    const bad = badLines.get(line)
    let what = compareBadLine(chunk, i, raw, records.has(line), bad)
    if (what === null && bad !== undefined) {
      const kind = kinds[chunk.errors.issuesIndex[i] ?? 0]
      if (kind !== stored.of(bad.fault)) what = 'It is bad for another reason than the stored one.'
    }
    if (what !== null) yield { line, what }
    records.delete(line)
    badLines.delete(line)
  }
  for (const line of new Set([...records.keys(), ...badLines.keys()])) {
    yield { line, what: 'It is stored, but the source has no such line.' }
  }
}

function byLine<R extends RecordRow | RawLine>(rows: readonly R[]): Map<number, R> {
  return new Map(rows.map((row) => [row.line, row]))
}

function compareRecord(
  db: ReadDb,
  { records }: Chunk,
  i: number,
  columns: readonly Column[],
  stored: RecordRow | undefined,
  bad: RawLine | undefined,
): string | null {
  const wasRefused =
    bad !== undefined && faultsOf(db).get(bad.fault).code === 'rejected_by_database'
  if (bad !== undefined && !wasRefused) return 'It reads well, but is stored as a bad line.'
  if (bad !== undefined && bad.status !== 'fixed') {
    return stored === undefined ? null : 'It is stored as a record and as a bad line.'
  }
  if (stored === undefined) return 'It reads well, but is not stored.'
  // What was mended has the values that it was given.
  if (bad !== undefined) return null
  const time = differs('timestampUs', records.timestampUs[i], stored.timestampUs)
  if (time !== null) return time
  for (const [k, { name }] of columns.entries()) {
    const value = differs(name, records.values[k]?.[i], stored.values[k])
    if (value !== null) return value
  }
  const words = records.words[records.wordsIndex[i] ?? 0] ?? ''
  return stored.instruments === words
    ? null
    : `instruments read ${words}, but ${stored.instruments} is stored.`
}

function differs(
  name: string,
  read: number | undefined,
  kept: number | null | undefined,
): string | null {
  return Object.is(read, kept ?? NaN) ? null : `${name} reads ${read}, but ${kept} is stored.`
}

function compareBadLine(
  { errors }: Chunk,
  i: number,
  raw: Uint8Array,
  isRecord: boolean,
  bad: RawLine | undefined,
): string | null {
  if (bad === undefined) {
    return isRecord ? 'It reads as a bad line, but is stored as a record.' : 'It is not stored.'
  }
  if (isRecord !== (bad.status === 'fixed')) {
    return isRecord
      ? 'It is stored as a record although nobody mended it.'
      : 'It was mended, but its record is not stored.'
  }
  if (bad.raw.compare(raw) !== 0 || bad.rawBytes !== errors.rawBytes[i]) {
    return 'It has other bytes than those that are stored.'
  }
  if (bad.byteOffset !== errors.byteOffset[i]) {
    return `It begins at byte ${errors.byteOffset[i]}, but ${bad.byteOffset} is stored.`
  }
  return null
}

/** Codes and fields; their words may be another version's. */
/** Those of a line, as its chunk has them. */
function issuesOf(json: string): readonly LineIssue[] {
  return JSON.parse(json)
}

function kindsOf(issues: readonly LineIssue[]): string {
  return JSON.stringify(issues.map(({ path, code }) => [path, code]))
}

/** The same of stored faults, each told once. */
class StoredKinds {
  readonly #db: ReadDb
  readonly #kinds = new Map<number, string>()

  constructor(db: ReadDb) {
    this.#db = db
  }

  of(faultId: number): string {
    let kind = this.#kinds.get(faultId)
    if (kind === undefined) {
      kind = kindsOf(faultsOf(this.#db).get(faultId).issues)
      this.#kinds.set(faultId, kind)
    }
    return kind
  }
}
