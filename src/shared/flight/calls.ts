import { z } from 'zod'
import { FileId } from '../files'
import {
  Coverage,
  CoverageAt,
  CoverageAtQuestion,
  CoverageQuestion,
  CoveredPage,
  CoveredQuestion,
  FlownSatellite,
  NamedPackage,
} from './coverage'
import { FlightChannel } from './channels'
import { FlightExport, FlightExportOutcome, PictureToSave, SavedPicture } from './export'
import { Health } from './health'
import { Marks, MarksQuestion } from './marks'
import { AtQuestion, RecordAt, RecordPage, RecordsQuestion } from './records'
import { Scatter, ScatterQuestion } from './scatter'
import { Series, SeriesQuestion } from './series'
import { Statuses, StatusesQuestion } from './statuses'
import { FlightScope } from './scope'
import { Track, TrackQuestion } from './track'

/** The calls of the views that show telemetry. A scope without records has empty answers. */
export const flightCalls = {
  /** By name. */
  'flight:satellites': { input: z.undefined(), output: z.array(FlownSatellite) },
  /** In the definition's order; those that only older revisions had come last. */
  'flight:channels': { input: FlightScope, output: z.array(FlightChannel) },
  'flight:series': { input: SeriesQuestion, output: Series },
  'flight:marks': { input: MarksQuestion, output: Marks },
  'flight:statuses': { input: StatusesQuestion, output: Statuses },
  /** Null where no record can have a position. */
  'flight:track': { input: TrackQuestion, output: Track.nullable() },
  'flight:scatter': { input: ScatterQuestion, output: Scatter },
  'flight:records': { input: RecordsQuestion, output: RecordPage },
  /** Null when the scope has no records, or the line is none. */
  'flight:at': { input: AtQuestion, output: RecordAt.nullable() },
  /** Null when there is no such package. */
  'flight:health': { input: z.strictObject({ fileId: FileId }), output: Health.nullable() },
  /** By their beginning. */
  'flight:packages': {
    input: z.strictObject({ satelliteType: z.string().min(1).max(1_000) }),
    output: z.array(NamedPackage),
  },
  'flight:coverage': { input: CoverageQuestion, output: Coverage },
  'flight:covered': { input: CoveredQuestion, output: CoveredPage },
  /** Null when the satellite has no records. */
  'flight:coverage-at': { input: CoverageAtQuestion, output: CoverageAt.nullable() },
  /** Null when no file was chosen. */
  'flight:export': { input: FlightExport, output: FlightExportOutcome.nullable() },
  /** Null as above. */
  'flight:save-picture': { input: PictureToSave, output: SavedPicture.nullable() },
} as const
