import type { Gaps } from '#shared/flight/series'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import type { PackageTime } from './measure'

/** A package whose time is to be found out. */
export interface DueTime {
  readonly fileId: number
  readonly revision: number
}

const selectDue = perConnection((db: ReadDb) =>
  db.prepare<[number], DueTime>(
    `SELECT file_id AS fileId, revision FROM package_times INDEXED BY package_times_due
     WHERE measured IS NOT revision AND file_id < ?
       AND file_id NOT IN (SELECT id FROM files WHERE status = 'processing')
     ORDER BY file_id DESC LIMIT 1`,
  ),
)

/** The newest package before another one that is due, and is not being imported just now. */
export function nextDue(db: ReadDb, beforeId: number): DueTime | null {
  return selectDue(db).get(beforeId) ?? null
}

const selectSame = perConnection((db: ReadDb) =>
  db
    .prepare<[DueTime], 1>(
      'SELECT 1 FROM package_times WHERE file_id = @fileId AND revision = @revision',
    )
    .pluck(),
)

/** Whether no record of the package has come, changed or gone since it was found to be due. */
export function isUnchanged(db: ReadDb, due: DueTime): boolean {
  return selectSame(db).get(due) !== undefined
}

const update = perConnection((db: WriteDb) =>
  db.prepare<[PackageTime & DueTime & { gapCount: number; gapBytes: Uint8Array | null }]>(
    `UPDATE package_times SET measured = revision,
       satellite_type = (SELECT satellite_type FROM files WHERE id = @fileId),
       from_us = @fromUs, to_us = @toUs, step_us = @stepUs, steps = @steps,
       gap_count = @gapCount, gaps = @gapBytes
     WHERE file_id = @fileId AND revision = @revision`,
  ),
)
const drop = perConnection((db: WriteDb) =>
  db.prepare<[DueTime]>(
    'DELETE FROM package_times WHERE file_id = @fileId AND revision = @revision',
  ),
)

/** Stores what was found out, unless the package has changed since; null where it has no records. */
export function saveTime(db: WriteDb, due: DueTime, time: PackageTime | null): void {
  if (time === null) {
    drop(db).run(due)
    return
  }
  const gapCount = time.gaps.fromUs.length
  update(db).run({
    ...due,
    ...time,
    gapCount,
    gapBytes: gapCount === 0 ? null : bytesOf(time.gaps),
  })
}

interface StoredTime {
  readonly revision: number
  readonly isCurrent: number
  readonly fromUs: number
  readonly toUs: number
  readonly stepUs: number | null
  readonly steps: number
  readonly gaps: Buffer | null
}

const select = perConnection((db: ReadDb) =>
  db.prepare<[number], StoredTime>(
    `SELECT revision, measured IS revision AS isCurrent, from_us AS fromUs, to_us AS toUs,
       step_us AS stepUs, steps, gaps
     FROM package_times WHERE file_id = ?`,
  ),
)

/** What is stored of a package: `time` is null while it is due; null in all without any record. */
export function storedTime(
  db: ReadDb,
  fileId: number,
): { readonly revision: number; readonly time: PackageTime | null } | null {
  const row = select(db).get(fileId)
  if (row === undefined) return null
  const { revision, isCurrent, fromUs, toUs, stepUs, steps, gaps } = row
  if (isCurrent === 0) return { revision, time: null }
  return { revision, time: { fromUs, toUs, stepUs, steps, gaps: gapsOf(gaps) } }
}

const noGaps: Gaps = { fromUs: new Float64Array(0), toUs: new Float64Array(0) }

/** The gaps in the `gaps` of a row. */
export function gapsOf(blob: Buffer | null): Gaps {
  if (blob === null) return noGaps
  const ends = new Float64Array(new Uint8Array(blob).buffer)
  const count = ends.length / 2
  const gaps = { fromUs: new Float64Array(count), toUs: new Float64Array(count) }
  for (let i = 0; i < count; i += 1) {
    gaps.fromUs[i] = ends[2 * i] ?? 0
    gaps.toUs[i] = ends[2 * i + 1] ?? 0
  }
  return gaps
}

function bytesOf({ fromUs, toUs }: Gaps): Uint8Array {
  const ends = new Float64Array(2 * fromUs.length)
  for (let i = 0; i < fromUs.length; i += 1) {
    ends[2 * i] = fromUs[i] ?? 0
    ends[2 * i + 1] = toUs[i] ?? 0
  }
  return new Uint8Array(ends.buffer)
}
