import { parentPort } from 'node:worker_threads'
import { openReader, type OpenOptions } from '../../database/connection/open'
import { serveWorker } from '../../workers/serve'
import { steppedTasks } from '../jobs/steppedTasks'
import { ExportFlight, type FlightExportToFile } from './exportTask'

/** A step takes about this long, so that a cancelled export ends soon. */
const STEP_MS = 50

const exportMethods = (options: OpenOptions) => {
  const db = openReader(options)
  return steppedTasks((request: FlightExportToFile) => new ExportFlight(db, request), STEP_MS)
}

export type ExportMethods = ReturnType<typeof exportMethods>

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveWorker(parentPort, exportMethods)
