import type { cellCalls } from '#shared/inbox/cellErrors'
import type { Desk } from '../../desk'
import type { DatabaseService } from '../databaseService/databaseService'

/** Answers what is asked of cells that can't be read. */
export function cellDesk(database: DatabaseService): Desk<typeof cellCalls> {
  return {
    summary: (input) => database.read('cellSummary', input),
    groups: () => database.read('cellGroups'),
    page: (input) => database.read('cellsOfGroup', input),
  }
}
