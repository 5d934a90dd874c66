import type { ExportFormat } from '#shared/exports'
import type { ChannelName, FlightScope, TimeWindow } from '#shared/flight/scope'
import type { SatelliteDefinition } from '#shared/satellites/definition'
import { channelNames } from '#shared/satellites/definition'
import { satellites } from '#shared/satellites/index'
import { fileById } from '../database/files'
import { frameOf } from '../database/flight/frame'
import { instrumentsText, instrumentWords } from '../database/flight/instrumentWords'
import { planFrame, type FilePlan } from '../database/flight/plan'
import { blocksInWindow } from '../database/flight/sample'
import { WindowRecords } from '../database/flight/windowRecords'
import type { ReadDb } from '../database/handles'
import { readStatusRollups } from '../database/rollups'
import { timestampText } from '../ingest/inbox/rules/conversions'
import { statusFields } from '../record/statusRollup'
import type { ExportRows } from './exportRows'
import { packageHeader, packageLine } from './packageLines'
import { lineFormat, type LineFormat, type Table } from './table'

export interface RecordsToExport {
  readonly scope: FlightScope
  /** Null for all of its time. */
  readonly window: TimeWindow | null
  /** A package has all of them. */
  readonly channels: readonly ChannelName[]
  readonly format: ExportFormat
}

/** Blocks whose records are read in one go. */
const BLOCKS_AT_ONCE = 16

/** Time, instruments, line, and the channels that were asked for. */
type StoredRow = readonly [number, number | string, number, ...number[]]

interface ExportedRecord {
  readonly plan: FilePlan
  readonly stored: StoredRow
}

/** Each record of a window: package by package, line by line. */
export class RecordRows implements ExportRows {
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly total: number
  done = 0
  readonly #db: ReadDb
  readonly #channels: readonly ChannelName[]
  readonly #words = new Map<number | string, ReadonlyMap<string, string>>()

  /** Throws with words when it is to be a package of a type that the station does not know. */
  constructor(db: ReadDb, { scope, window: asked, channels, format }: RecordsToExport) {
    this.#db = db
    this.#channels = format === 'package' ? channelNames : channels
    const frame = frameOf(db, { scope, window: asked })
    const { window } = frame
    this.total = blocksInWindow(frame).reduce((sum, { count }) => sum + count, 0)
    const plans = planFrame(frame, 0)
    const type = typeOf(db, scope)
    const { header, line } =
      format === 'package'
        ? this.#package(type)
        : lineFormat(this.#table(satellites.get(type), plans, window), format)
    const records = new WindowRecords<StoredRow>(db, window, [
      'instruments',
      'line',
      ...this.#channels,
    ])
    this.header = header
    this.rows = this.#texts(plans, records, line)
  }

  *#texts(
    plans: readonly FilePlan[],
    records: WindowRecords<StoredRow>,
    textOf: (record: ExportedRecord) => string,
  ): Generator<string> {
    for (const plan of plans) {
      if (plan.byTime) {
        const found: StoredRow[] = []
        records.eachInTime(plan.fileId, (row) => found.push(row))
        for (const stored of found.toSorted((a, b) => a[2] - b[2])) yield textOf({ plan, stored })
        continue
      }
      for (let at = 0; at < plan.read.length; at += BLOCKS_AT_ONCE) {
        const texts: string[] = []
        const blocks = plan.read.slice(at, at + BLOCKS_AT_ONCE)
        records.eachOfBlocks(plan.fileId, blocks, (stored) => texts.push(textOf({ plan, stored })))
        yield* texts
        this.done = Math.min(this.total, this.done + blocks.length * 256)
      }
    }
    this.done = this.total
  }

  #package(type: string): LineFormat<ExportedRecord> {
    const definition = satellites.get(type)
    if (definition === undefined) {
      throw new Error(
        `This station does not know the satellite type ${JSON.stringify(type)}, so it can't write a package of it.`,
      )
    }
    return {
      header: packageHeader(definition),
      line: ({ stored: [timestampUs, instruments, , ...values] }) =>
        packageLine(definition, timestampUs, values, instrumentsText(this.#db, instruments)),
    }
  }

  #table(
    definition: SatelliteDefinition | undefined,
    plans: readonly FilePlan[],
    window: TimeWindow,
  ): Table<ExportedRecord> {
    const instruments = new Set(
      plans.flatMap(({ fileId }) =>
        readStatusRollups(this.#db, fileId, window).flatMap(({ words }) =>
          statusFields(words).fields.map(({ name }) => name),
        ),
      ),
    )
    return {
      columns: [
        { name: 'id', cell: ({ plan, stored }) => idOf(plan, stored) },
        { name: 'file_id', cell: ({ plan }) => plan.fileId },
        { name: 'file', cell: ({ plan }) => plan.name },
        { name: 'line', cell: ({ stored }) => stored[2] },
        { name: 'timestamp', unit: 'UTC', cell: ({ stored }) => timestampText(stored[0]) },
        { name: 'timestamp_us', unit: 'µs', cell: ({ stored }) => stored[0] },
        ...this.#channels.map((name, i) => ({
          name,
          unit: definition?.[name].unit,
          cell: ({ stored }: ExportedRecord) => stored[i + 3] ?? null,
        })),
        ...Array.from(instruments, (name) => ({
          name,
          cell: ({ stored }: ExportedRecord) => this.#wordsOf(stored[1]).get(name) ?? null,
        })),
      ],
      object: ({ plan, stored }) => this.#object(plan, stored),
    }
  }

  #object(plan: FilePlan, stored: StoredRow): object {
    const [timestampUs, instruments, line, ...values] = stored
    return {
      id: idOf(plan, stored),
      file_id: plan.fileId,
      file: plan.name,
      line,
      timestamp: timestampText(timestampUs),
      timestamp_us: timestampUs,
      ...Object.fromEntries(this.#channels.map((channel, i) => [channel, values[i]])),
      instruments: Object.fromEntries(this.#wordsOf(instruments)),
    }
  }

  #wordsOf(stored: number | string): ReadonlyMap<string, string> {
    const known = this.#words.get(stored)
    if (known !== undefined) return known
    const words = new Map(
      instrumentWords(this.#db, stored).map(({ name, word }) => [name, word] as const),
    )
    // Texts that are stored in the record itself are too many to be remembered.
    if (typeof stored === 'number') this.#words.set(stored, words)
    return words
  }
}

/** Below 2^53 for two million files. */
function idOf({ fileId }: FilePlan, [, , line]: StoredRow): number {
  return fileId * 2 ** 32 + line
}

function typeOf(db: ReadDb, scope: FlightScope): string {
  if (scope.kind === 'satellite') return scope.satelliteType
  return fileById(db, scope.fileId)?.satelliteType ?? ''
}
