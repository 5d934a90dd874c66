import type { FlightExport } from '#shared/flight/export'
import { printableJson } from '#shared/printable'
import { csvLine } from '../../csv'
import { frameOf } from '../../database/flight/frame'
import { instrumentWords } from '../../database/flight/instrumentWords'
import { planFrame, type FilePlan } from '../../database/flight/plan'
import { blocksInWindow } from '../../database/flight/sample'
import { WindowRecords } from '../../database/flight/windowRecords'
import type { ReadDb } from '../../database/handles'
import { readStatusRollups } from '../../database/rollups'
import { statusFields } from '../statusRollup'
import { timestampText } from '../inbox/rules/conversions'
import type { ExportRows } from './exportRows'

/** Blocks whose records are read in one go. */
const BLOCKS_AT_ONCE = 16

/** Time, instruments, line, and the channels that were asked for. */
type StoredRow = readonly [number, number | string, number, ...number[]]

/** Each record of a window: package by package, line by line. */
export class RecordRows implements ExportRows {
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly total: number
  done = 0
  readonly #db: ReadDb
  readonly #request: FlightExport
  readonly #words = new Map<number | string, ReadonlyMap<string, string>>()

  constructor(db: ReadDb, request: FlightExport) {
    this.#db = db
    this.#request = request
    const frame = frameOf(db, request)
    const { window } = frame
    this.total = blocksInWindow(frame).reduce((sum, { count }) => sum + count, 0)
    const records = new WindowRecords<StoredRow>(db, window, [
      'instruments',
      'line',
      ...request.channels,
    ])
    const plans = planFrame(frame, 0)
    if (request.format === 'ndjson') {
      this.header = null
      this.rows = this.#texts(plans, records, (plan, row) => this.#json(plan, row))
      return
    }
    const instruments = new Set(
      plans.flatMap(({ fileId }) =>
        readStatusRollups(db, fileId, window).flatMap(({ words }) =>
          statusFields(words).fields.map(({ name }) => name),
        ),
      ),
    )
    this.header = csvLine(['file', 'line', 'timestamp', ...request.channels, ...instruments])
    this.rows = this.#texts(plans, records, (plan, row) => this.#csv(plan, row, instruments))
  }

  *#texts(
    plans: readonly FilePlan[],
    records: WindowRecords<StoredRow>,
    textOf: (plan: FilePlan, row: StoredRow) => string,
  ): Generator<string> {
    for (const plan of plans) {
      if (plan.byTime) {
        const found: StoredRow[] = []
        records.eachInTime(plan.fileId, (row) => found.push(row))
        for (const row of found.toSorted((a, b) => a[2] - b[2])) yield textOf(plan, row)
        continue
      }
      for (let at = 0; at < plan.read.length; at += BLOCKS_AT_ONCE) {
        const texts: string[] = []
        const blocks = plan.read.slice(at, at + BLOCKS_AT_ONCE)
        records.eachOfBlocks(plan.fileId, blocks, (row) => texts.push(textOf(plan, row)))
        yield* texts
        this.done = Math.min(this.total, this.done + blocks.length * 256)
      }
    }
    this.done = this.total
  }

  #json({ fileId, name }: FilePlan, row: StoredRow): string {
    const [timestampUs, stored, line, ...values] = row
    const json = JSON.stringify({
      file_id: fileId,
      file: name,
      line,
      timestamp: timestampText(timestampUs),
      timestamp_us: timestampUs,
      ...Object.fromEntries(this.#request.channels.map((channel, i) => [channel, values[i]])),
      instruments: Object.fromEntries(this.#wordsOf(stored)),
    })
    return printableJson(json)
  }

  /** Without the microseconds as a number: they have more digits than a spreadsheet keeps. */
  #csv({ name }: FilePlan, row: StoredRow, instruments: ReadonlySet<string>): string {
    const [timestampUs, stored, line, ...values] = row
    const words = this.#wordsOf(stored)
    return csvLine([
      name,
      line,
      timestampText(timestampUs),
      ...values,
      ...[...instruments].map((instrument) => words.get(instrument) ?? null),
    ])
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
