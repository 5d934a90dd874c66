import type { FlightExported } from '#shared/flight/export'
import type { OpenOptions } from '../../database/connection/open'
import { WorkerThread } from '../../workers/workerThread'
import { asTrouble } from '../databaseService/databaseTrouble'
import { runTask, type JobOutcome, type Jobs } from '../jobs/jobs'
import type { FlightExportToFile } from './exportTask'
import type { ExportMethods } from './flightExport.worker'

/** Writes what is seen to a file, in a thread of its own, so that no question waits for it. */
export class FlightExports {
  readonly #options: OpenOptions
  readonly #jobs: Jobs

  constructor(options: OpenOptions, jobs: Jobs) {
    this.#options = options
    this.#jobs = jobs
  }

  export(request: FlightExportToFile): Promise<JobOutcome<FlightExported>> {
    return this.#jobs.run(request.job, 'export', async (job) => {
      const thread = new WorkerThread<ExportMethods>({
        name: 'flight-export',
        entry: 'flightExport',
        data: this.#options,
        youngGenerationMb: 16,
        // Its calls are rejected, which is told to whoever asked for the export.
        onCrash: () => undefined,
      })
      try {
        return await runTask<FlightExportToFile, FlightExported>(job, thread, request)
      } catch (error) {
        throw asTrouble(error, this.#options.path)
      } finally {
        await thread.stop()
      }
    })
  }
}
