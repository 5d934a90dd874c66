import { z } from 'zod'
import { FileId, FileStatus } from '../files'
import { Doubles, MomentUs, TimeWindow } from './scope'
import { MAX_BUCKETS } from './bounds'

const Count = z.int().nonnegative()
const SatelliteType = z.string().min(1).max(1_000)
const Stretch = z.object({ fromUs: MomentUs, toUs: MomentUs })
export type Stretch = z.infer<typeof Stretch>

/** A satellite type that has packages with records. */
export const FlownSatellite = z.object({
  satelliteType: z.string(),
  packages: z.int().positive(),
  records: Count,
  /** The earliest and the latest record. */
  fromUs: MomentUs,
  toUs: MomentUs,
})
export type FlownSatellite = z.infer<typeof FlownSatellite>

/** What of a satellite's time is looked at, and in how many equal columns. */
const Look = {
  satelliteType: SatelliteType,
  /** Null for all of it. */
  window: TimeWindow.nullable(),
  columns: z.int().min(1).max(MAX_BUCKETS),
}

export const CoverageQuestion = z.strictObject(Look)
export type CoverageQuestion = z.infer<typeof CoverageQuestion>

/** Which time of a satellite has records, where there are none, and where several packages have. */
export const Coverage = z.object({
  satelliteType: z.string(),
  packages: Count,
  /** Packages beyond these whose time is still being found out; then nothing counts as a gap. */
  pending: Count,
  /** From the first record to the last; null without any. */
  whole: Stretch.nullable(),
  /** A longer time without a record is a gap; null where no package has two times. */
  gapUs: z.number().positive().nullable(),
  /** Time between the first and the last record that no package has; both ends are records. */
  gaps: z.object({ count: Count, longest: Stretch.nullable() }).nullable(),
  /** Time that more than one package has. */
  overlaps: z.object({ count: Count, totalUs: z.number().nonnegative() }).nullable(),
  /** Column i begins at `fromUs + i * columnUs`. */
  fromUs: MomentUs,
  columnUs: z.int().positive(),
  /** The share of each column that has records, above 0 where there is one; and that several have. */
  covered: Doubles,
  shared: Doubles,
})
export type Coverage = z.infer<typeof Coverage>

/** A package of a satellite, for lists. */
export const NamedPackage = z.object({ fileId: FileId, name: z.string() })
export type NamedPackage = z.infer<typeof NamedPackage>

const Others = z.object({
  count: Count,
  /** The first few of them, by their time. */
  named: z.array(NamedPackage),
})

/** The time that a package has records of; both ends are records. */
export const CoveredPackage = z.object({
  ...NamedPackage.shape,
  status: FileStatus,
  records: Count,
  errorLines: Count,
  fromUs: MomentUs,
  toUs: MomentUs,
  /** Gaps inside. */
  gaps: Count,
  /** The share of each column that it has records of. */
  covered: Doubles,
  /** Packages that have records of the same time. */
  overlaps: Others,
})
export type CoveredPackage = z.infer<typeof CoveredPackage>

/** Some packages of a satellite, by their beginning. */
export const CoveredQuestion = z.strictObject({
  ...Look,
  offset: Count,
  limit: z.int().min(1).max(200),
})
export type CoveredQuestion = z.infer<typeof CoveredQuestion>
export const CoveredPage = z.object({
  total: Count,
  /** Of the columns, as above. */
  fromUs: MomentUs,
  columnUs: z.int().positive(),
  rows: z.array(CoveredPackage),
})
export type CoveredPage = z.infer<typeof CoveredPage>

export const CoverageAtQuestion = z.strictObject({
  satelliteType: SatelliteType,
  at: z.union([
    z.strictObject({ us: MomentUs }),
    /** The middle of the next gap or overlap after a moment, or of the one before it. */
    z.strictObject({ us: MomentUs, go: z.enum(['next', 'before']) }),
  ]),
})
export type CoverageAtQuestion = z.infer<typeof CoverageAtQuestion>

/** What a satellite has of one moment. */
export const CoverageAt = z.object({
  us: MomentUs,
  /** Packages that have the moment. */
  packages: Others,
  /** The gap or the overlap that it lies in. */
  gap: Stretch.nullable(),
  overlap: Stretch.nullable(),
  /** The place in the list of the package that has it, else of the nearest one. */
  place: Count,
})
export type CoverageAt = z.infer<typeof CoverageAt>
