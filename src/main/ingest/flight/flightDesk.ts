import type {
  Coverage,
  CoverageAt,
  CoverageAtQuestion,
  CoverageQuestion,
  CoveredPage,
  CoveredQuestion,
  FlownSatellite,
  NamedPackage,
} from '#shared/flight/coverage'
import type { FlightChannel } from '#shared/flight/channels'
import type { FlightExported } from '#shared/flight/export'
import type { Health } from '#shared/flight/health'
import type { Marks, MarksQuestion } from '#shared/flight/marks'
import type { AtQuestion, RecordAt, RecordPage, RecordsQuestion } from '#shared/flight/records'
import type { Scatter, ScatterQuestion } from '#shared/flight/scatter'
import type { FlightScope } from '#shared/flight/scope'
import type { Series, SeriesQuestion } from '#shared/flight/series'
import type { Statuses, StatusesQuestion } from '#shared/flight/statuses'
import type { Track, TrackQuestion } from '#shared/flight/track'
import type { JobProgress } from '#shared/jobs'
import type { OpenOptions } from '../../database/connection/open'
import { WorkerThread } from '../../workers/workerThread'
import type { DatabaseService } from '../databaseService/databaseService'
import { asTrouble } from '../databaseService/databaseTrouble'
import { Jobs, type JobOutcome } from '../inbox/jobs'
import type { ExportMethods } from './exportMethods'
import type { FlightExportToFile } from './exportTask'

/** What the views that show telemetry ask: questions go to the database's reader. */
export class FlightDesk {
  readonly #database: DatabaseService
  readonly #options: OpenOptions
  readonly #jobs: Jobs
  readonly #listeners = new Set<(progress: JobProgress) => void>()

  constructor(database: DatabaseService, options: OpenOptions) {
    this.#database = database
    this.#options = options
    this.#jobs = new Jobs((progress) => {
      for (const listener of this.#listeners) listener(progress)
    })
  }

  /** How far exports are; returns the unsubscribe. */
  onProgress(listener: (progress: JobProgress) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** False when no export of this name is under way. */
  cancel(job: string): boolean {
    return this.#jobs.cancel(job)
  }

  satellites(): Promise<FlownSatellite[]> {
    return this.#database.read('flownSatellites')
  }

  channels(scope: FlightScope): Promise<FlightChannel[]> {
    return this.#database.read('flightChannels', scope)
  }

  series(question: SeriesQuestion): Promise<Series> {
    return this.#database.read('series', question)
  }

  marks(question: MarksQuestion): Promise<Marks> {
    return this.#database.read('marks', question)
  }

  statuses(question: StatusesQuestion): Promise<Statuses> {
    return this.#database.read('statuses', question)
  }

  track(question: TrackQuestion): Promise<Track | null> {
    return this.#database.read('track', question)
  }

  scatter(question: ScatterQuestion): Promise<Scatter> {
    return this.#database.read('scatter', question)
  }

  recordPage(question: RecordsQuestion): Promise<RecordPage> {
    return this.#database.read('recordPage', question)
  }

  recordAt(question: AtQuestion): Promise<RecordAt | null> {
    return this.#database.read('recordAt', question)
  }

  health(fileId: number): Promise<Health | null> {
    return this.#database.read('health', { fileId })
  }

  packages(satelliteType: string): Promise<NamedPackage[]> {
    return this.#database.read('packagesOf', { satelliteType })
  }

  coverage(question: CoverageQuestion): Promise<Coverage> {
    return this.#database.read('coverage', question)
  }

  coveredPackages(question: CoveredQuestion): Promise<CoveredPage> {
    return this.#database.read('coveredPackages', question)
  }

  coverageAt(question: CoverageAtQuestion): Promise<CoverageAt | null> {
    return this.#database.read('coverageAt', question)
  }

  /** Writes what is seen to a file, in a thread of its own, so that no question waits for it. */
  export(request: FlightExportToFile): Promise<JobOutcome<FlightExported>> {
    return this.#jobs.run(request.job, 'export', async (job) => {
      const thread = this.#thread()
      try {
        await thread.call('begin', request)
        while (!job.isCancelled) {
          const { progress, result } = await thread.call('step', undefined)
          job.tell(progress)
          if (result !== null) return result
        }
        return null
      } catch (error) {
        throw asTrouble(error, this.#options.path)
      } finally {
        await thread.call('close', undefined).catch(() => undefined)
        await thread.stop()
      }
    })
  }

  /** Cancels what is under way. */
  async stop(): Promise<void> {
    await this.#jobs.stop()
  }

  #thread(): WorkerThread<ExportMethods> {
    return new WorkerThread<ExportMethods>({
      name: 'flight-export',
      entry: 'flightExport',
      data: this.#options,
      youngGenerationMb: 16,
      // Its calls are rejected, which is told to whoever asked for the export.
      onCrash: () => undefined,
    })
  }
}
