import type { HistoryEvent, HistoryEventPage, HistoryEventsQuestion } from '#shared/history/events'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

interface Bounds {
  readonly from: number
  readonly to: number
  readonly kinds: string | null
}

const IN_BOUNDS = `id >= @from AND id < @to
  AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))`

const countEvents = perConnection((db: ReadDb) =>
  db.prepare<[Bounds], number>(`SELECT count(*) FROM pipeline_events WHERE ${IN_BOUNDS}`).pluck(),
)
const selectEvents = (order: 'ASC' | 'DESC') =>
  perConnection((db: ReadDb) =>
    db.prepare<[Bounds & { limit: number }], HistoryEvent>(
      `SELECT id, id / 1000 AS atMs, kind, component, file_id AS fileId, file_name AS fileName,
         line, byte, message, status, lines, bad, duration_ms AS durationMs
       FROM pipeline_events WHERE ${IN_BOUNDS}
       ORDER BY id ${order} LIMIT @limit`,
    ),
  )
const selectLastId = perConnection((db: ReadDb) =>
  db.prepare<[], number | null>('SELECT max(id) FROM pipeline_events').pluck(),
)
const selectFirst = selectEvents('ASC')
const selectLast = selectEvents('DESC')

/** Events in the order in which they happened, those with them that may not be stored yet. */
export function historyEvents(
  db: ReadDb,
  question: HistoryEventsQuestion,
  unsaved: readonly HistoryEvent[],
): HistoryEventPage {
  const { fromMs, toMs, kinds, end, limit } = question
  const bounds = {
    from: (fromMs ?? 0) * 1000,
    to: toMs === null ? Number.MAX_SAFE_INTEGER : toMs * 1000,
    kinds: kinds === null ? null : JSON.stringify(kinds),
  }
  const storedTo = selectLastId(db).get() ?? 0
  const late = unsaved.filter(
    ({ id, kind }) =>
      id > storedTo && id >= bounds.from && id < bounds.to && (kinds?.includes(kind) ?? true),
  )
  const total = (countEvents(db).get(bounds) ?? 0) + late.length
  if (end === 'first') {
    const events = [...selectFirst(db).all({ ...bounds, limit }), ...late]
    return { total, events: events.slice(0, limit) }
  }
  const events = [
    ...selectLast(db)
      .all({ ...bounds, limit })
      .toReversed(),
    ...late,
  ]
  return { total, events: events.slice(-limit) }
}
