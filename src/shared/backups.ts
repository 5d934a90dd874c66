import { z } from 'zod'

const HoursOfDay = z.int().min(0).max(23)

/** When backups are made. Times of day are those of this computer's clock, wherever it is. */
export const BackupTimes = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('hours'), hours: z.int().min(1).max(168) }),
  z.strictObject({
    every: z.literal('day'),
    hour: HoursOfDay,
    minute: z.int().min(0).max(59),
  }),
  z.strictObject({
    every: z.literal('week'),
    /** 0 is Sunday. */
    weekday: z.int().min(0).max(6),
    hour: HoursOfDay,
    minute: z.int().min(0).max(59),
  }),
])
export type BackupTimes = z.infer<typeof BackupTimes>

const Count = z.int().nonnegative()

/** A backup by plan: whole, and proven when it was made. */
export const Backup = z.object({
  name: z.string(),
  /** Milliseconds since 1970. */
  at: Count,
  bytes: Count,
})
export type Backup = z.infer<typeof Backup>

/** How it stands with the backups by plan. */
export const BackupStatus = z.object({
  /** The newest first; empty also where the folder could not be read yet. */
  backups: z.array(Backup),
  isAtWork: z.boolean(),
  /** When the next one is made, in milliseconds since 1970; null before that is known. */
  nextAt: Count.nullable(),
  /** Why the last one could not be made, where the last good one is, and what to do. */
  trouble: z.string().nullable(),
})
export type BackupStatus = z.infer<typeof BackupStatus>

export const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const
