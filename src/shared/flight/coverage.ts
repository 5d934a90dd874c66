import { z } from 'zod'
import { FileId, FileStatus } from '../files'
import { MomentUs } from './scope'

const Count = z.int().nonnegative()
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

/** The time that a package has records of; both ends are records. */
export const CoveredPackage = z.object({
  fileId: FileId,
  name: z.string(),
  status: FileStatus,
  records: Count,
  errorLines: Count,
  fromUs: MomentUs,
  toUs: MomentUs,
  /** Without the gaps inside; ascending. */
  stretches: z.array(Stretch),
})
export type CoveredPackage = z.infer<typeof CoveredPackage>

/** Two packages that have records of the same time. */
export const Overlap = z.object({ ...Stretch.shape, fileIds: z.array(FileId).min(2) })
export type Overlap = z.infer<typeof Overlap>

export const Coverage = z.object({
  satelliteType: z.string(),
  /** By their beginning. */
  packages: z.array(CoveredPackage),
  /** A longer time without a record is a gap; null where nothing is. */
  gapUs: z.number().positive().nullable(),
  /** Time between the first and the last record that no package has. */
  gaps: z.array(Stretch),
  /** Time that more than one package has, with these packages. */
  overlaps: z.array(Overlap),
})
export type Coverage = z.infer<typeof Coverage>
