import { MAX_CELL_GROUPS } from '#shared/inbox/bounds'
import type { CellErrorSummary, CellGroup, CellGroupKey, FoundCell } from '#shared/inbox/cellErrors'
import { cellErrorCounts } from '../lines/cellErrors'
import { latestRevision } from '../definitions/revisions'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

const SHOWN = 'file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files)'

const countRecords = perConnection((db: ReadDb) =>
  db.prepare<[number], number>(`SELECT records_with_cell_errors FROM files WHERE id = ?`).pluck(),
)
const selectGroups = perConnection((db: ReadDb) =>
  db.prepare<[], Omit<CellGroup, 'label'>>(
    `SELECT satellite_type AS satelliteType, channel, code, sum(count) AS cells,
       count(*) AS files
     FROM bad_cell_counts JOIN files ON files.id = file_id
     WHERE ${SHOWN} AND satellite_type IS NOT NULL
     GROUP BY satellite_type, channel, code
     ORDER BY cells DESC, satellite_type, channel, code LIMIT ${MAX_CELL_GROUPS}`,
  ),
)
// By the counts, so that only packages are looked through that have some.
const selectCells = perConnection((db: ReadDb) =>
  db.prepare<[CellGroupKey & { offset: number; limit: number }], FoundCell>(
    `SELECT bad_cells.file_id AS fileId, name AS fileName, line, raw
     FROM bad_cell_counts
       JOIN files ON files.id = bad_cell_counts.file_id
       CROSS JOIN bad_cells ON bad_cells.file_id = bad_cell_counts.file_id
         AND bad_cells.channel = bad_cell_counts.channel AND bad_cells.code = bad_cell_counts.code
     WHERE satellite_type = @satelliteType AND bad_cell_counts.channel = @channel
       AND bad_cell_counts.code = @code AND bad_cell_counts.${SHOWN}
     ORDER BY bad_cells.file_id, line LIMIT @limit OFFSET @offset`,
  ),
)

export function cellSummary(db: ReadDb, fileId: number): CellErrorSummary {
  const counts = cellErrorCounts(db, fileId)
  return { records: counts.length === 0 ? 0 : (countRecords(db).get(fileId) ?? 0), counts }
}

/** Cells that can't be read, of all packages, by what they are of and why. */
export function cellGroups(db: ReadDb): CellGroup[] {
  return selectGroups(db)
    .all()
    .map((group) => {
      const channels = latestRevision(db, group.satelliteType)?.definition.channels ?? []
      const label = channels.find(({ name }) => name === group.channel)?.label
      return { ...group, label: label ?? group.channel }
    })
}

/** The cells of a group that are kept. */
export function cellsOfGroup(
  db: ReadDb,
  { group, offset, limit }: { group: CellGroupKey; offset: number; limit: number },
): FoundCell[] {
  return selectCells(db).all({ ...group, offset, limit })
}
