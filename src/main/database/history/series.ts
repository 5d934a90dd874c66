import { historyChannels } from '#shared/history/channels'
import { troubleKinds } from '#shared/history/troubleKinds'
import type { HistorySeries } from '#shared/history/series'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { addToBuckets, bucketGrid, columnsOf, type BucketGrid, type Buckets } from './buckets'
import { historyEvents } from './events'
import { stretchOfRow, type MinuteRow } from './rows'
import { foldedTo, KEPT_SECONDS, secondsFrom, type Unsaved } from './save'
import { partOf, stretchOf } from './stretch'

/** More marks could not be told apart. */
const MOST_MARKS = 300

/** Seconds since 1970 UTC. */
export interface SeriesQuestion {
  readonly now: number
  readonly from: number
  readonly to: number
  readonly buckets: number
  /** What may not be stored yet. */
  readonly unsaved: Unsaved
}

const secondSpreads = historyChannels.map((name) => {
  const isAmount = name === 'lines' || name === 'bad' || name === 'bytes'
  const value = isAmount ? `1.0 * ${name} / seconds` : name
  return `min(${value}) AS ${name}_min, max(${value}) AS ${name}_max,
    sum(${isAmount ? `1.0 * ${name} * part / seconds` : `${name} * part`}) AS ${name}_sum`
})
const minuteSpreads = historyChannels.map(
  (name) => `min(${name}_min) AS ${name}_min, max(${name}_max) AS ${name}_max,
    sum(1.0 * ${name}_sum * part / seconds) AS ${name}_sum`,
)

/** One row for each bucket with anything in it; `at` is the bucket's number. */
function bucketSql(
  table: string,
  spreads: readonly string[],
  parts: { readonly paused: string; readonly comparing: string; readonly alerted: string },
): string {
  return `
    WITH RECURSIVE bucket (i, begins, ends) AS (
      SELECT 0, @from, @from + @length
      UNION ALL
      SELECT i + 1, ends, ends + @length FROM bucket WHERE i + 1 < @count
    )
    SELECT i AS at, sum(part) AS seconds, ${spreads.join(', ')},
      sum(${parts.paused}) AS paused, sum(${parts.comparing}) AS comparing,
      sum(${parts.alerted}) AS alerted, max(alert) AS alert,
      max(pace_lines) AS pace_lines, max(pace_pause_ms) AS pace_pause_ms
    FROM (
      SELECT i, known.*, min(at + seconds, ends) - max(at, begins) AS part
      FROM bucket CROSS JOIN ${table} AS known
      WHERE at >= ifnull((SELECT max(at) FROM ${table} WHERE at <= begins), begins)
        AND at < ends AND at + seconds > begins
    )
    GROUP BY i`
}

const selectSecondBuckets = perConnection((db: ReadDb) =>
  db.prepare<[BucketGrid], MinuteRow>(
    bucketSql('pipeline_seconds', secondSpreads, {
      paused: 'paused * part',
      comparing: '(comparing > 0) * part',
      alerted: '(alert IS NOT NULL) * part',
    }),
  ),
)
const selectMinuteBuckets = perConnection((db: ReadDb) =>
  db.prepare<[BucketGrid], MinuteRow>(
    bucketSql('pipeline_minutes', minuteSpreads, {
      paused: '1.0 * paused * part / seconds',
      comparing: '1.0 * comparing * part / seconds',
      alerted: '1.0 * alerted * part / seconds',
    }),
  ),
)
const selectFirst = perConnection((db: ReadDb) =>
  db
    .prepare<[], number | null>(
      `SELECT min(at) FROM (SELECT min(at) AS at FROM pipeline_minutes
         UNION ALL SELECT min(at) FROM pipeline_seconds)`,
    )
    .pluck(),
)
const selectStoredTo = perConnection((db: ReadDb) =>
  db
    .prepare<[], number>('SELECT at + seconds FROM pipeline_seconds ORDER BY at DESC LIMIT 1')
    .pluck(),
)

/**
 * The time that is asked for in buckets: from seconds where these are kept and wanted, else from
 * minutes and, at their end, the seconds that are not summed up yet.
 */
export function historySeries(db: ReadDb, question: SeriesQuestion): HistorySeries {
  const { now, from, to, unsaved } = question
  const keepsSeconds = from >= now - KEPT_SECONDS
  const grid = bucketGrid(from, to, question.buckets, keepsSeconds ? 1 : 60)
  const ofSeconds = grid.length < 60
  const rows = (ofSeconds ? selectSecondBuckets : selectMinuteBuckets)(db).all(grid)
  const buckets: Buckets = new Map(
    rows.map((row) => {
      const stretch = stretchOfRow(row)
      return [stretch.at, stretch]
    }),
  )
  const tail = ofSeconds ? null : foldedTo(db)
  if (tail !== null) for (const late of secondsFrom(db, tail)) addToBuckets(buckets, grid, late)
  const storedTo = selectStoredTo(db).get() ?? 0
  for (const sample of unsaved.samples) {
    const late = partOf(stretchOf(sample), storedTo, Infinity)
    if (late !== null) addToBuckets(buckets, grid, late)
  }
  const first = selectFirst(db).get() ?? unsaved.samples[0]?.at ?? null
  const span = { fromMs: from * 1000, toMs: to * 1000, kinds: troubleKinds }
  const { events } = historyEvents(db, { ...span, end: 'last', limit: MOST_MARKS }, unsaved.events)
  return {
    fromMs: grid.from * 1000,
    bucketMs: grid.length * 1000,
    firstMs: first === null ? null : first * 1000,
    nowMs: now * 1000,
    ...columnsOf(buckets, grid),
    marks: events.map(({ id, atMs, kind }) => ({ id, atMs, kind })),
  }
}
