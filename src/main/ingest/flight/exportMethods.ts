import type { FlightExported } from '#shared/flight/export'
import type { ReadDb } from '../../database/handles'
import type { Progress } from '../inbox/task'
import { ExportFlight, type FlightExportToFile } from './exportTask'

/** A step takes about this long, so that a cancelled export ends soon. */
const STEP_MS = 50

export interface ExportStep {
  readonly progress: Progress
  /** The file that was written; null while there is more to do. */
  readonly result: FlightExported | null
}

/** What an export's own thread does: one export, bit by bit. It never writes the database. */
export function createExportMethods(db: ReadDb) {
  let task: ExportFlight | null = null

  return {
    begin: (request: FlightExportToFile): void => {
      task = new ExportFlight(db, request)
    },

    step: async (): Promise<ExportStep> => {
      if (task === null) throw new Error('there is no export')
      const result = await task.step(performance.now() + STEP_MS)
      return { progress: task.progress, result }
    },

    /** Ends the export; nothing is left of one that is not done. */
    close: (): void => {
      task?.close()
      db.close()
    },
  }
}

export type ExportMethods = ReturnType<typeof createExportMethods>
