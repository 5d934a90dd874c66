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
import type { Health } from '#shared/flight/health'
import type { Marks, MarksQuestion } from '#shared/flight/marks'
import type { AtQuestion, RecordAt, RecordPage, RecordsQuestion } from '#shared/flight/records'
import type { Scatter, ScatterQuestion } from '#shared/flight/scatter'
import type { FlightScope } from '#shared/flight/scope'
import type { Series, SeriesQuestion } from '#shared/flight/series'
import type { Statuses, StatusesQuestion } from '#shared/flight/statuses'
import type { Track, TrackQuestion } from '#shared/flight/track'
import { withTransfer } from '../../workers/serve'
import type { ReadDb } from '../handles'
import { inSnapshot } from '../inbox/snapshot'
import { channelsOf } from './channels'
import { coverage, coverageAt, coverageBuffers, coveredBuffers, coveredPackages } from './coverage'
import { flownSatellites, packagesOf } from './flownSatellites'
import { health, healthBuffers } from './health'
import { marks, marksBuffers } from './marks'
import { recordAt } from './recordAt'
import { recordPage } from './recordPage'
import { scatter, scatterBuffers } from './scatter'
import { series, seriesBuffers } from './series'
import { statuses, statusesBuffers } from './statuses'
import { track, trackBuffers } from './track'

/** The questions of the views that show telemetry. Each is answered of one moment of the database. */
export function flightMethods(db: ReadDb) {
  /** An answer whose arrays are handed over. */
  const handingOver = <A extends object>(ask: () => A, buffersOf: (answer: A) => ArrayBuffer[]) => {
    const answer = inSnapshot(db, ask)
    return withTransfer(answer, buffersOf(answer))
  }

  return {
    flownSatellites: (): FlownSatellite[] => inSnapshot(db, () => flownSatellites(db)),

    flightChannels: (scope: FlightScope): FlightChannel[] =>
      inSnapshot(db, () => channelsOf(db, scope)),

    series: (question: SeriesQuestion): Series =>
      handingOver(() => series(db, question), seriesBuffers),

    marks: (question: MarksQuestion): Marks => handingOver(() => marks(db, question), marksBuffers),

    statuses: (question: StatusesQuestion): Statuses =>
      handingOver(() => statuses(db, question), statusesBuffers),

    track: (question: TrackQuestion): Track | null => {
      const answer = inSnapshot(db, () => track(db, question))
      return answer === null ? null : withTransfer(answer, trackBuffers(answer))
    },

    scatter: (question: ScatterQuestion): Scatter =>
      handingOver(() => scatter(db, question), scatterBuffers),

    recordPage: (question: RecordsQuestion): RecordPage =>
      inSnapshot(db, () => recordPage(db, question)),

    recordAt: (question: AtQuestion): RecordAt | null =>
      inSnapshot(db, () => recordAt(db, question)),

    health: ({ fileId }: { fileId: number }): Health | null => {
      const answer = inSnapshot(db, () => health(db, fileId))
      return answer === null ? null : withTransfer(answer, healthBuffers(answer))
    },

    packagesOf: ({ satelliteType }: { satelliteType: string }): NamedPackage[] =>
      inSnapshot(db, () => packagesOf(db, satelliteType)),

    coverage: (question: CoverageQuestion): Coverage =>
      handingOver(() => coverage(db, question), coverageBuffers),

    coveredPackages: (question: CoveredQuestion): CoveredPage =>
      handingOver(() => coveredPackages(db, question), coveredBuffers),

    coverageAt: (question: CoverageAtQuestion): CoverageAt | null =>
      inSnapshot(db, () => coverageAt(db, question)),
  }
}
