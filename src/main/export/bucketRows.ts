import type { TableFormat } from '#shared/exports'
import type { ChannelName, FlightScope, TimeWindow } from '#shared/flight/scope'
import type { ChannelSeries, Series } from '#shared/flight/series'
import { channelsOf } from '../database/flight/channels'
import { series } from '../database/flight/series'
import type { ReadDb } from '../database/handles'
import { timestampText } from '../ingest/inbox/rules/conversions'
import type { ExportRows } from './exportRows'
import { lineFormat, type Column, type Table } from './table'

export interface BucketsToExport {
  readonly scope: FlightScope
  readonly window: TimeWindow | null
  readonly channels: readonly ChannelName[]
  readonly format: TableFormat
}

/** What a plot shows: each bucket that has records, in the order of time. */
export class BucketRows implements ExportRows {
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly total: number
  readonly encoding = 'utf8'
  readonly untoldStartUs = null
  done = 0
  readonly #series: Series

  constructor(
    db: ReadDb,
    { scope, window, channels, format }: BucketsToExport,
    { buckets }: { readonly buckets: number },
  ) {
    const numbers = channelsOf(db, scope).filter(({ kind }) => kind === 'number')
    const units = new Map(numbers.map(({ name, unit }) => [name, unit]))
    this.#series = series(db, { scope, window, channels, buckets })
    this.total = this.#series.count.length
    const { header, line } = lineFormat(tableOf(this.#series, units), format)
    this.header = header
    this.rows = this.#texts(line)
  }

  *#texts(textOf: (bucket: number) => string): Generator<string> {
    for (const [i, count] of this.#series.count.entries()) {
      this.done = i + 1
      if (count > 0) yield textOf(i)
    }
  }
}

/** A row is the place of its bucket in the series. */
function tableOf(shown: Series, units: ReadonlyMap<ChannelName, string>): Table<number> {
  const { fromUs, bucketUs, count, firstUs, lastUs, channels, exact } = shown
  const startUs = (i: number): number => fromUs + i * bucketUs
  const times: [string, (i: number) => number][] = [
    ['from', startUs],
    ['to', (i) => startUs(i + 1)],
    ['first', (i) => firstUs[i] ?? Number.NaN],
    ['last', (i) => lastUs[i] ?? Number.NaN],
  ]
  return {
    columns: [
      ...times.map(([name, us]) => ({
        name,
        unit: 'UTC',
        cell: (i: number) => timestampText(us(i)),
      })),
      { name: 'records', cell: (i) => count[i] ?? 0 },
      ...channels.flatMap((channel) => channelColumns(channel, units.get(channel.name) ?? '')),
    ],
    object: (i) => ({
      ...Object.fromEntries(times.map(([name, us]) => [name, timestampText(us(i))])),
      ...Object.fromEntries(times.map(([name, us]) => [`${name}_us`, us(i)])),
      exact,
      records: count[i],
      ...Object.fromEntries(
        channels.map((channel) => [
          channel.name,
          { min: valueAt(channel.min, i), mean: meanOf(channel, i), max: valueAt(channel.max, i) },
        ]),
      ),
    }),
  }
}

function channelColumns(channel: ChannelSeries, ofUnit: string): Column<number>[] {
  const { name, min, max } = channel
  const unit = ofUnit === '' ? undefined : ofUnit
  return [
    { name: `${name}_min`, unit, cell: (i) => valueAt(min, i) },
    { name: `${name}_mean`, unit, cell: (i) => meanOf(channel, i) },
    { name: `${name}_max`, unit, cell: (i) => valueAt(max, i) },
  ]
}

/** Null where no record of the bucket has a value. */
function valueAt(values: Float64Array, i: number): number | null {
  const value = values[i] ?? NaN
  return Number.isNaN(value) ? null : value
}

/** A sum that was rounded may give a mean just outside of what was summed up; none is told there. */
function meanOf({ min, mean, max }: ChannelSeries, i: number): number | null {
  const [least, greatest] = [valueAt(min, i), valueAt(max, i)]
  if (least === null || greatest === null) return null
  return Math.min(Math.max(mean[i] ?? least, least), greatest)
}
