import type { TimeWindow } from '#shared/flight/scope'
import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { StatusRollup } from '../../record/chunk'
import { stateColumnsOf, type StateColumn } from '../../record/layout'
import { makeStatusRollup, statusFields } from '../../record/statusRollup'
import { layoutOf } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { lineOf } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { lastLineOf, recordsOfLines } from './remakeRollups'
import { bytesOf, readStatusRows, rollupRow, type StatusRow } from './rollups'

interface SummedUp {
  readonly stored: StatusRow
  readonly made: StatusRollup
}

/** Rows that were summed up here, by their id: it takes as long as reading all of their records. */
const summedUp = perConnection(() => new Map<bigint, SummedUp>())

/**
 * What was said in the chunks of a file that have records in the window. Versions before did not sum
 * up what states say; where that is so it is done here, from the records.
 */
export function wholeStatuses(db: ReadDb, fileId: number, window: TimeWindow): StatusRollup[] {
  const states = stateColumnsOf(layoutOf(db, fileId).columns)
  return readStatusRows(db, fileId, window).map((row) => {
    if (hasStates(db, row, states)) return row
    const known = summedUp(db).get(row.id)
    if (known !== undefined && isSame(known.stored, row)) return known.made
    const [first, last] = [lineOf(row.id), lastLineOf(db, fileId, row.id)]
    const made = makeStatusRollup(recordsOfLines(db, { fileId, first, last }), states)
    summedUp(db).set(row.id, { stored: row, made })
    return made
  })
}

/** Whether a row is as it was: a line that became a record changes it. */
function isSame(a: StatusRow, b: StatusRow): boolean {
  return a.words === b.words && Buffer.compare(bytesOf(a.blocks), bytesOf(b.blocks)) === 0
}

/** Whether as many numbers of each state are counted as there are in the records. */
function hasStates(db: ReadDb, row: StatusRow, states: readonly StateColumn[]): boolean {
  if (states.length === 0) return true
  const rollup = rollupRow(db, row.id)
  if (rollup === null) return true
  const counted = numbersIn(row)
  const { channels, figures } = rollup
  return states.every(({ name, place }) => {
    let values = 0
    for (let at = place * CHANNEL_DOUBLES; at < figures.length; at += channels * CHANNEL_DOUBLES) {
      values += figures[at + channelField.count] ?? 0
    }
    return (counted.get(name) ?? 0) >= values
  })
}

/** How many records say a number, or what is not told apart, by name. */
function numbersIn({ words, blocks }: StatusRollup): ReadonlyMap<string, number> {
  const { fields, stride } = statusFields(words)
  const counted = new Map<string, number>()
  for (const { name, word, offset } of fields) {
    if (typeof word === 'string') continue
    let count = counted.get(name) ?? 0
    for (let at = offset; at < blocks.length; at += stride) count += blocks[at] ?? 0
    counted.set(name, count)
  }
  return counted
}
