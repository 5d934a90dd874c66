import type { RecordColumns } from '../../ingest/chunk'
import type { WriteDb } from '../handles'

/**
 * What a package's rollup needs to follow its mends; inside the transaction that stores or removes
 * the records. Lines ascend.
 */
export interface RollupHook {
  /** These records were stored in the place of bad lines. */
  added(db: WriteDb, fileId: number, records: RecordColumns): void
  /** The records of these lines were removed again. */
  removed(db: WriteDb, fileId: number, lines: readonly number[]): void
}

/** There is no rollup yet. */
export const rollup: RollupHook = {
  added: () => undefined,
  removed: () => undefined,
}
