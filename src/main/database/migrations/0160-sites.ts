import type { WriteDb } from '../handles'

/**
 * The ground station that a package came from, and folders that are watched with all that is below
 * them: what lay in those is one question, which is asked at one of them.
 */
export function up(db: WriteDb): void {
  db.exec(`
    ALTER TABLE files ADD COLUMN site TEXT;

    -- The folder whose answer holds for what lay in this one; NULL where that is its own.
    ALTER TABLE watched_folders ADD COLUMN answered_by INTEGER;
    -- 1 once all folders below it were met, too: what comes up there later is ordinary.
    ALTER TABLE watched_folders ADD COLUMN met_below INTEGER NOT NULL DEFAULT 0;
  `)
}
