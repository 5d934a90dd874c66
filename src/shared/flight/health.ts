import { z } from 'zod'
import { CellErrorSummary } from '../inbox/cellErrors'
import { TextNumber, UnknownKey } from '../lineFindings'
import { ChannelName, Doubles, MomentUs } from './scope'

const Count = z.int().nonnegative()

/** A smallest or largest value as it is shown, and the first record that has it. */
const Extreme = z.object({ value: z.number(), line: z.int().positive(), timestampUs: MomentUs })

export const ChannelHealth = z.object({
  name: ChannelName,
  unit: z.string(),
  /** How many records have a value. */
  values: Count,
  /** Null where none has. */
  min: Extreme.nullable(),
  mean: z.number().nullable(),
  max: Extreme.nullable(),
})
export type ChannelHealth = z.infer<typeof ChannelHealth>

export const InstrumentHealth = z.object({
  name: z.string(),
  /** How often its word changed from one record to the next, in line order. */
  changes: Count,
  /** How many records have which word, the most frequent first; null for words beyond the first 32. */
  words: z.array(z.object({ word: z.string().nullable(), count: z.int().positive() })),
})
export type InstrumentHealth = z.infer<typeof InstrumentHealth>

/** What the records of a package are like. */
export const Health = z.object({
  records: Count,
  /** Null without records. */
  time: z
    .object({
      firstUs: MomentUs,
      lastUs: MomentUs,
      /** The usual time between two records, in microseconds; null where all have one time. */
      stepUs: z.number().positive().nullable(),
      /** A longer time without a record counts as a gap; null where nothing does. */
      gapUs: z.number().positive().nullable(),
      gaps: Count,
      /** Time in gaps, microseconds. */
      gapTotalUs: z.number().nonnegative(),
      /** The longest ones, longest first. */
      longestGaps: z.array(z.object({ fromUs: MomentUs, toUs: MomentUs })),
      /** Which way time goes from line to line. */
      order: z.enum(['ascending', 'descending']),
      /** Records whose time goes against this from the record before; and those with the same time. */
      outOfOrder: Count,
      repeated: Count,
      /** Records in equal stretches from the first to the last moment; not whole where shared out. */
      recordsOverTime: Doubles,
    })
    .nullable(),
  channels: z.array(ChannelHealth),
  instruments: z.array(InstrumentHealth),
  /** Null where nobody counted them: the package was begun by an older version. */
  textNumbers: z.array(TextNumber).nullable(),
  unknownKeys: z.array(UnknownKey),
  cellErrors: CellErrorSummary,
  /** The channels that no record has anything of, whatever they are. */
  emptyChannels: z.array(ChannelName),
})
export type Health = z.infer<typeof Health>
