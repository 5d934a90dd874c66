import type { ReadDb } from '../main/database/handles'
import { isHidden } from '../main/database/removals/hidden'

/** Throws with words for a file whose lines are in no answer: nothing to print is not no lines. */
export function mustBeShown(db: ReadDb, fileId: number): void {
  if (!isHidden(db, fileId)) return
  throw new Error(
    `file ${fileId} was removed, or is a copy that has not taken its place yet: its lines are not shown. 'downlink files' tells more`,
  )
}
