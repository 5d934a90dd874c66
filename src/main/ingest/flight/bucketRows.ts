import type { FlightExport } from '#shared/flight/export'
import type { Series } from '#shared/flight/series'
import { csvLine } from '../../csv'
import { series } from '../../database/flight/series'
import type { ReadDb } from '../../database/handles'
import { timestampText } from '../inbox/rules/conversions'
import type { ExportRows } from './exportRows'

/** What a plot shows: each bucket that has records, in the order of time. */
export class BucketRows implements ExportRows {
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly total: number
  done = 0
  readonly #series: Series

  constructor(
    db: ReadDb,
    { scope, window, channels, format }: FlightExport,
    { buckets }: { readonly buckets: number },
  ) {
    this.#series = series(db, { scope, window, channels, buckets })
    this.total = this.#series.count.length
    const columns = channels.flatMap((name) => [`${name}_min`, `${name}_mean`, `${name}_max`])
    this.header = format === 'csv' ? csvLine(['from', 'to', 'records', ...columns]) : null
    this.rows = this.#texts(format === 'csv' ? (i) => this.#csv(i) : (i) => this.#json(i))
  }

  *#texts(textOf: (bucket: number) => string): Generator<string> {
    for (const [i, count] of this.#series.count.entries()) {
      this.done = i + 1
      if (count > 0) yield textOf(i)
    }
  }

  #csv(i: number): string {
    const { count, channels } = this.#series
    const { from, to } = this.#times(i)
    const values = channels.flatMap(({ min, mean, max }) => [
      min[i] ?? 0,
      mean[i] ?? 0,
      max[i] ?? 0,
    ])
    return csvLine([timestampText(from), timestampText(to), count[i] ?? 0, ...values])
  }

  #json(i: number): string {
    const { count, channels, exact } = this.#series
    const { from, to } = this.#times(i)
    return JSON.stringify({
      from: timestampText(from),
      to: timestampText(to),
      from_us: from,
      to_us: to,
      exact,
      records: count[i],
      ...Object.fromEntries(
        channels.map(({ name, min, mean, max }) => [
          name,
          { min: min[i], mean: mean[i], max: max[i] },
        ]),
      ),
    })
  }

  /** Its first moment, and that of the next one. */
  #times(i: number): { from: number; to: number } {
    const { fromUs, bucketUs } = this.#series
    return { from: fromUs + i * bucketUs, to: fromUs + (i + 1) * bucketUs }
  }
}
