import { historyChannels } from '#shared/history/channels'
import type { HistoryEvent } from '#shared/history/events'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { endOfMinutes, minuteOf, minutesOf } from './minutes'
import {
  minuteRow,
  sampleOf,
  secondRow,
  stretchOfRow,
  type MinuteRow,
  type SecondRow,
} from './rows'
import { stretchOf, type Sample, type Stretch } from './stretch'

/** Seconds are kept for a day, minutes and events for thirty. */
export const KEPT_SECONDS = 24 * 3600
export const KEPT_MINUTES = 30 * 24 * 3600
/** Thousands of small files a day have many events; the newest of them stay. */
export const MOST_EVENTS = 100_000
/** So many old rows go with one transaction: a station that was off for long has many. */
const PRUNED_ROWS = 2_000
/** So much is summed up in one transaction, for the same reason. */
const FOLDED_SECONDS = 3600

/** What came since the last time. A row that was saved before and has grown is in it again. */
export interface Unsaved {
  readonly samples: readonly Sample[]
  readonly events: readonly HistoryEvent[]
}

export interface HistoryBatch extends Unsaved {
  /** Seconds since 1970 UTC. */
  readonly now: number
}

const common = 'at, seconds, paused, comparing, alert, pace_lines, pace_pause_ms'
const spreads = historyChannels.flatMap((name) => [`${name}_min`, `${name}_sum`, `${name}_max`])

function insertInto(table: string, columns: readonly string[]): string {
  const values = columns.map((name) => `@${name}`).join(', ')
  return `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${values})`
}

const putSecond = perConnection((db: WriteDb) =>
  db.prepare<[SecondRow]>(
    insertInto('pipeline_seconds', [...common.split(', '), ...historyChannels]),
  ),
)
const putMinute = perConnection((db: WriteDb) =>
  db.prepare<[MinuteRow]>(
    insertInto('pipeline_minutes', [...common.split(', '), 'alerted', ...spreads]),
  ),
)
const putEvent = perConnection((db: WriteDb) =>
  db.prepare<[HistoryEvent]>(
    `INSERT OR IGNORE INTO pipeline_events (id, kind, component, file_id, file_name, line, byte,
       message, status, lines, bad, duration_ms)
     VALUES (@id, @kind, @component, @fileId, @fileName, @line, @byte, @message, @status, @lines,
       @bad, @durationMs)`,
  ),
)
const selectLastSecond = perConnection((db: ReadDb) =>
  db.prepare<[], { at: number; seconds: number }>(
    'SELECT at, seconds FROM pipeline_seconds ORDER BY at DESC LIMIT 1',
  ),
)
const selectFirstSecond = perConnection((db: ReadDb) =>
  db.prepare<[{ from: number }], { at: number }>(
    `SELECT at FROM pipeline_seconds
     WHERE at >= ifnull((SELECT max(at) FROM pipeline_seconds WHERE at <= @from), @from)
       AND at + seconds > @from
     ORDER BY at LIMIT 1`,
  ),
)
const selectLastMinute = perConnection((db: ReadDb) =>
  db.prepare<[], MinuteRow>('SELECT * FROM pipeline_minutes ORDER BY at DESC LIMIT 1'),
)
const selectSeconds = perConnection((db: ReadDb) =>
  db.prepare<[{ from: number; to: number }], SecondRow>(
    `SELECT * FROM pipeline_seconds
     WHERE at >= ifnull((SELECT max(at) FROM pipeline_seconds WHERE at <= @from), @from)
       AND at < @to AND at + seconds > @from
     ORDER BY at`,
  ),
)
const pruneSeconds = perConnection((db: WriteDb) =>
  db.prepare<[{ before: number; most: number }]>(
    `DELETE FROM pipeline_seconds WHERE at IN (
       SELECT at FROM pipeline_seconds WHERE at < @before AND at + seconds <= @before
       ORDER BY at LIMIT @most)`,
  ),
)
const pruneMinutes = perConnection((db: WriteDb) =>
  db.prepare<[{ before: number; most: number }]>(
    `DELETE FROM pipeline_minutes WHERE at IN (
       SELECT at FROM pipeline_minutes WHERE at < @before AND at + seconds <= @before
       ORDER BY at LIMIT @most)`,
  ),
)
const pruneEvents = perConnection((db: WriteDb) =>
  db.prepare<[{ before: number; kept: number; most: number }]>(
    `DELETE FROM pipeline_events WHERE id IN (
       SELECT id FROM pipeline_events
       WHERE id < max(@before, ifnull((SELECT id FROM pipeline_events
         ORDER BY id DESC LIMIT 1 OFFSET @kept), 0))
       ORDER BY id LIMIT @most)`,
  ),
)

/** How the run before one that starts now ended; undefined where there was none. */
const selectRunBefore = perConnection((db: ReadDb) =>
  db
    .prepare<[number], string>(
      `SELECT kind FROM pipeline_events WHERE id < ? AND kind IN ('started', 'stopped')
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck(),
)
const UNCLEAN =
  'The run before was not ended in order: it was killed, the power failed, or its end could not be written.'

/**
 * Stores a piece of history in one transaction that nobody waits for: it is not synced. Minutes
 * that are over by then are summed up, and what is too old goes.
 */
export function saveHistory(db: WriteDb, { now, samples, events }: HistoryBatch): void {
  db.transaction(() => {
    for (const sample of samples) putSecond(db).run(secondRow(sample))
    for (const event of events) {
      const unclean = event.kind === 'started' && selectRunBefore(db).get(event.id) === 'started'
      putEvent(db).run(unclean ? { ...event, message: UNCLEAN } : event)
    }
    if (foldMinutes(db)) pruneTime(db, now)
    if (events.length > 0) pruneEvents(db).run(bounds(now))
  }).immediate()
}

/** Sums up the minutes that are over; false when there were none. */
function foldMinutes(db: WriteDb): boolean {
  const lastRow = selectLastMinute(db).get()
  const last: Stretch | null = lastRow === undefined ? null : stretchOfRow(lastRow)
  const from = foldedTo(db)
  const newest = selectLastSecond(db).get()
  if (newest === undefined || from === null) return false
  const to = Math.min(minuteOf(newest.at + newest.seconds), from + FOLDED_SECONDS)
  if (to <= from) return false
  const seconds = selectSeconds(db).all({ from, to })
  const stretches = seconds.map((row) => stretchOf(sampleOf(row)))
  for (const minute of minutesOf(stretches, from, to, last)) putMinute(db).run(minuteRow(minute))
  return true
}

/**
 * The first minute with anything in it that is not summed up yet; null where there is none. It may
 * not be over.
 */
export function foldedTo(db: ReadDb): number | null {
  const last = selectLastMinute(db).get()
  const folded = last === undefined ? 0 : endOfMinutes(last)
  const next = selectFirstSecond(db).get({ from: folded })
  return next === undefined ? null : Math.max(folded, minuteOf(next.at))
}

/** Seconds from a moment on, as they are stored. */
export function secondsFrom(db: ReadDb, from: number): Stretch[] {
  const rows = selectSeconds(db).all({ from, to: Number.MAX_SAFE_INTEGER })
  return rows.map((row) => stretchOf(sampleOf(row)))
}

function pruneTime(db: WriteDb, now: number): void {
  const most = PRUNED_ROWS
  pruneSeconds(db).run({ before: now - KEPT_SECONDS, most })
  pruneMinutes(db).run({ before: now - KEPT_MINUTES, most })
}

function bounds(now: number): { before: number; kept: number; most: number } {
  return { before: (now - KEPT_MINUTES) * 1e6, kept: MOST_EVENTS, most: PRUNED_ROWS }
}
