import type { AtQuestion, RecordAt } from '#shared/flight/records'
import { flightDataState } from '../stores/flight/data'
import { momentState, onMoment, shownRecord, shownUs } from '../stores/flight/moment'
import { flightViewState } from '../stores/flight/view'
import { nearestPlace } from '../ui/plot/points'
import { spanUs } from '../ui/plot/timeSpan'
import { openFlightOf } from './flight'
import { recordInPlace } from './flightRecords'
import { heed } from './heed'
import { createRefresher } from './refresher'
import { ask } from './station'

type At = AtQuestion['at']

async function recordAt(at: At): Promise<RecordAt | null> {
  const { scope } = flightViewState()
  if (scope === null) return null
  let found: RecordAt | null = null
  heed(await ask('flight:at', { scope, at }), (record) => {
    if (flightViewState().scope === scope) found = record
  })
  return found
}

/** Digits that change more often can't be read; the cursor itself moves with every frame. */
const NEAR_MS = 33
/** While the time axis moves under the pointer, its plots come first. */
const NEAR_MOVING_MS = 150

/** A record that is further from the pointer does not stand for the moment there. */
const REACH_PX = 10

const near = createRefresher(async () => {
  const { pointedUs, actions } = momentState()
  const { span, widthPx } = flightViewState()
  if (pointedUs === null || span === null) return
  const reachUs = Math.max(1, (spanUs(span) / widthPx) * REACH_PX)
  const nearest = await recordAt({ timestampUs: Math.round(pointedUs) })
  actions.nearReceived(nearest, pointedUs, reachUs)
}, NEAR_MS)

/** Finds the record nearest to where the pointer is; returns the function that ends it. */
export function followMoment(): () => void {
  let soon: ReturnType<typeof setTimeout> | null = null
  let { span } = flightViewState()
  const end = onMoment((state, before) => {
    if (state.pointedUs === null || state.pointedUs === before.pointedUs) return
    const moves = flightViewState().span !== span
    span = flightViewState().span
    if (!moves) near.ask()
    else {
      soon ??= setTimeout(() => {
        soon = null
        near.ask()
      }, NEAR_MOVING_MS)
    }
  })
  return () => {
    if (soon !== null) clearTimeout(soon)
    end()
  }
}

async function choose(at: At): Promise<void> {
  const record = await recordAt(at)
  if (record === null) return
  momentState().actions.recordChosen(record)
  flightViewState().actions.momentShown(record.record.timestampUs)
}

/** Chooses the record nearest to a moment. */
export async function chooseAt(us: number): Promise<void> {
  await choose({ timestampUs: Math.round(us) })
}

/** Chooses the next record in the order of time, or the one before, from the moment that is shown on. */
export async function chooseNeighbour(side: 'before' | 'after'): Promise<void> {
  const shown = shownRecord(momentState())
  const { span } = flightViewState()
  const us = shown?.record.timestampUs ?? shownUs(momentState()) ?? span?.fromUs
  if (us === undefined) return
  const from = shown === null ? null : { fileId: shown.fileId, line: shown.line }
  await choose({ side, timestampUs: Math.round(us), from })
}

/** Chooses the record of a line. */
export async function chooseLine(fileId: number, line: number): Promise<void> {
  await choose({ fileId, line })
}

/** Opens the flight view on a record of a package. */
export async function openFlightAt(
  fileId: number,
  satelliteType: string,
  line: number,
): Promise<void> {
  openFlightOf(fileId, satelliteType)
  await chooseLine(fileId, line)
}

/** Opens the flight view on the record of a package that is nearest to a moment. */
export async function openFlightAtMoment(
  fileId: number,
  satelliteType: string,
  us: number,
): Promise<void> {
  openFlightOf(fileId, satelliteType)
  await chooseAt(us)
}

let wanted = -1

/** Chooses a row of the record table. */
export async function chooseRow(offset: number): Promise<void> {
  wanted = offset
  const row = await recordInPlace(offset)
  // Whoever holds a movement key down has gone on meanwhile.
  if (row === null || wanted !== offset) return
  momentState().actions.recordChosen({ ...row, offset })
  flightViewState().actions.momentShown(row.record.timestampUs)
}

/** Moves the cursor by so many of the points that are drawn. */
export function stepMoment(by: number): void {
  const { span, actions } = flightViewState()
  const points = flightDataState().times
  if (span === null) return
  const at = shownUs(momentState()) ?? (span.fromUs + span.toUs) / 2
  const from = nearestPlace(points, at)
  if (from === null) return
  const us = points.fromUs[Math.min(Math.max(from + by, 0), points.fromUs.length - 1)]
  if (us === undefined) return
  momentState().actions.pointed(us)
  actions.momentShown(us)
}

/** Chooses the next record whose time is out of order or repeated, after the moment that is shown. */
export async function chooseNextMark(): Promise<boolean> {
  const marks = flightDataState().marks?.marks ?? []
  const { chosen } = momentState()
  const { span } = flightViewState()
  const from = chosen?.record.timestampUs ?? span?.fromUs ?? -Infinity
  const isAfter = (us: number, line: number): boolean =>
    us > from || (us === from && line > (chosen?.line ?? 0))
  const next = marks.find(({ timestampUs, line }) => isAfter(timestampUs, line)) ?? marks[0]
  if (next === undefined) return false
  await chooseLine(next.fileId, next.line)
  return true
}
