import type { ChannelName } from '#shared/flight/scope'
import type { Track, TrackQuestion } from '#shared/flight/track'
import { linesOfBlock } from '../../record/blocks'
import { readingOf, type Reading } from '../definitions/reading'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'
import { frameOf, type Frame, type FramedFile } from './frame'
import { blocksInWindow, isCheapToRead, recordsIn, type SampledBlock } from './sample'
import { planFrame } from './plan'
import { columnList, WindowRecords, type Column } from './windowRecords'

/** Time, line, latitude, longitude, and the channel of the colour where there is one. */
type TrackRecord = readonly [number, number, number, number, (number | null)?]

/** A record may have no position: then it is no point. */
type MaybeTrackRecord = readonly [number, number, number | null, number | null, (number | null)?]

function isPlaced(record: MaybeTrackRecord): record is TrackRecord {
  return record[2] !== null && record[3] !== null
}

interface Point {
  readonly fileId: number
  readonly record: TrackRecord
}

/** To look a record up costs as much as to read so many in a row. */
const COST_OF_LOOKUP = 5

/** Where the satellite was, at most so many times; each is a record. Null where none can have a position. */
export function track(db: ReadDb, question: TrackQuestion): Track | null {
  const frame = frameOf(db, question)
  if (frame.files.length > 0 && !frame.files.some(hasPosition)) return null
  const { points: most } = question
  const columns: Column[] = ['line', { role: 'latitude' }, { role: 'longitude' }]
  if (question.colour !== null) columns.push({ number: question.colour })
  const blocks = blocksInWindow(frame)
  if (isCheapToRead(blocks, COST_OF_LOOKUP * most)) {
    const all = inTime(allPoints(db, frame, columns))
    return trackOf(thinned(all, most), question.colour, all.length, all.length <= most)
  }
  const points = lookedUp(db, frame, blocks, most, columns)
  return trackOf(inTime(points), question.colour, recordsIn(blocks), false)
}

function hasPosition({ reading }: FramedFile): boolean {
  return reading.role('latitude') !== undefined && reading.role('longitude') !== undefined
}

function allPoints(db: ReadDb, frame: Frame, columns: readonly Column[]): Point[] {
  const points: Point[] = []
  const records = new WindowRecords<MaybeTrackRecord>(db, frame.window, columns)
  for (const plan of planFrame(frame, 0)) {
    records.eachOfPlan(plan, (record) => {
      if (isPlaced(record)) points.push({ fileId: plan.fileId, record })
    })
  }
  return points
}

function thinned(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points]
  const every = points.length / most
  return Array.from({ length: most }, (_, i) => points[Math.floor(i * every)]).flatMap(
    (point) => point ?? [],
  )
}

/** Records that stand evenly among those of the window, found one by one. */
function lookedUp(
  db: ReadDb,
  { window }: Frame,
  blocks: readonly SampledBlock[],
  most: number,
  columns: readonly Column[],
): Point[] {
  const made = new Map<Reading, ReturnType<typeof firstOf>>()
  const next = (fileId: number) => {
    const reading = readingOf(db, fileId)
    const statement = made.get(reading) ?? firstOf(db, reading, columns)
    made.set(reading, statement)
    return statement
  }
  const every = recordsIn(blocks) / most
  const points: Point[] = []
  let passed = 0
  let target = 0
  for (const { fileId, block, inside } of blocks) {
    const { first, last } = linesOfBlock(block)
    const found = next(fileId)
    for (; target < passed + inside; target += every) {
      const place = Math.floor(((target - passed) / inside) * (last - first + 1))
      const record = found.get(lineId(fileId, first + place), lineId(fileId, last))
      if (record === undefined || !isPlaced(record)) continue
      if (record[0] >= window.fromUs && record[0] < window.toUs) points.push({ fileId, record })
    }
    passed += inside
  }
  return points
}

/** The first record of some lines. */
function firstOf(db: ReadDb, reading: Reading, columns: readonly Column[]) {
  return db
    .prepare<[bigint, bigint], MaybeTrackRecord>(
      `SELECT ${columnList(reading, columns)} FROM ${reading.layout.table}
       WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1`,
    )
    .raw()
}

const inTime = (points: readonly Point[]): Point[] =>
  points.toSorted((a, b) => a.record[0] - b.record[0])

function trackOf(
  points: readonly Point[],
  colour: ChannelName | null,
  records: number,
  whole: boolean,
): Track {
  return {
    timestampUs: Float64Array.from(points, ({ record }) => record[0]),
    line: Float64Array.from(points, ({ record }) => record[1]),
    latitude: Float64Array.from(points, ({ record }) => record[2]),
    longitude: Float64Array.from(points, ({ record }) => record[3]),
    colour: Float64Array.from(colour === null ? [] : points, ({ record }) => record[4] ?? NaN),
    fileId: Float64Array.from(points, ({ fileId }) => fileId),
    records,
    whole,
  }
}
