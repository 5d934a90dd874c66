import type { WriteDb } from '../../src/main/database/handles'
import { TimeKeeper } from '../../src/main/database/packageTimes/timeKeeper'

/** What was due of packages' times is found out and stored, as the writer does it in the background. */
export function findOutTimes(db: WriteDb): void {
  db.prepare("UPDATE files SET status = 'complete'").run()
  const keeper = new TimeKeeper(db)
  while (keeper.step(true));
}

/** As many packages as one that is stored, each so much later than the one before. */
export function copyPackages(db: WriteDb, fileId: number, packages: number, laterUs: number): void {
  const columns = db
    .prepare<[], string>("SELECT name FROM pragma_table_info('files') WHERE name <> 'id'")
    .pluck()
    .all()
    .join(', ')
  const others = `WITH RECURSIVE other(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM other LIMIT ?)`
  db.prepare(
    `${others} INSERT INTO files (id, ${columns})
     SELECT files.id + n, ${columns} FROM other, files WHERE files.id = ?`,
  ).run(packages - 1, fileId)
  db.prepare(
    `${others} INSERT INTO package_times
     SELECT file_id + n, revision, measured, satellite_type, from_us + n * ?, to_us + n * ?,
       step_us, steps, gap_count, gaps
     FROM other, package_times WHERE file_id = ?`,
  ).run(packages - 1, laterUs, laterUs, fileId)
}
