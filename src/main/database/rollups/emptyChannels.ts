import { revisionOfFile } from '../definitions/revisions'
import { layoutOf } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { cellErrorCounts } from '../lines/cellErrors'
import { perConnection } from '../perConnection'
import { isHidden } from '../removals/hidden'
import { BLOCK_DOUBLES } from '../../record/blockTimes'
import { statusFields } from '../../record/statusRollup'
import { valuesAt, type PackedRollup } from './rollupBlob'
import { eachRow } from './rollups'

/**
 * The channels of a package that no record has a value of, in the definition's order; none while it
 * is not complete, or has no records. It needs no more of the package than its first lines where each channel has a
 * value in these, and its rollups where not. Channels whose cells can't be read are told as such.
 */
export function emptyChannels(db: ReadDb, fileId: number): string[] {
  if (isHidden(db, fileId)) return []
  const left = new Map(optionalChannels(db, fileId))
  if (left.size === 0) return []
  let hasRecords = false
  for (const { packed, statuses } of eachRow(db, fileId)) {
    if (left.size === 0) break
    hasRecords = true
    for (const { name } of statusFields(statuses.words).fields) left.delete(name)
    for (const [name, place] of left) {
      if (place !== null && hasValue(packed, place)) left.delete(name)
    }
  }
  if (!hasRecords || left.size === 0) return []
  for (const { channel } of cellErrorCounts(db, fileId)) left.delete(channel)
  return [...left.keys()]
}

function hasValue(packed: PackedRollup, place: number): boolean {
  const { times, start, stride, figures } = packed
  for (let block = 0; block < times.length / BLOCK_DOUBLES; block += 1) {
    if (valuesAt(packed, block, start + block * stride + place * figures) > 0) return true
  }
  return false
}

/** By name, the place of each channel among a layout's columns; null of one that has none. */
type Places = ReadonlyMap<string, number | null>

const known = perConnection<ReadDb, Map<number, Places>>(() => new Map())
const selectRevision = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number | null>(
      "SELECT definition_id FROM files WHERE id = ? AND status = 'complete'",
    )
    .pluck(),
)

/** Those of the revision that a package was read with. No record is without one that is required. */
function optionalChannels(db: ReadDb, fileId: number): Places {
  const revision = selectRevision(db).get(fileId) ?? null
  if (revision === null) return new Map()
  // A revision never changes.
  const before = known(db).get(revision)
  if (before !== undefined) return before
  const columns = layoutOf(db, fileId).columns.map(({ name }) => name)
  const { channels } = revisionOfFile(db, fileId).definition
  const fresh = new Map(
    channels
      .filter(({ required }) => !required)
      .map(({ name }) => [name, columns.includes(name) ? columns.indexOf(name) : null]),
  )
  known(db).set(revision, fresh)
  return fresh
}
