import type { WriteDb } from '../handles'

/**
 * How many values of a package are stored nowhere, because their key came again in their line. NULL
 * where nobody counted: in every package that was begun before.
 */
export function up(db: WriteDb): void {
  db.exec('ALTER TABLE files ADD COLUMN repeated_values INTEGER')
}
