import { z } from 'zod'
import { ChannelName, Doubles, FlightScope, TimeWindow } from './scope'
import { MAX_SCATTER_BINS, MAX_SCATTER_POINTS } from './bounds'

/** One channel against another. */
export const ScatterQuestion = z.strictObject({
  scope: FlightScope,
  window: TimeWindow.nullable(),
  x: ChannelName,
  y: ChannelName,
  /** More records than this are counted in bins. */
  points: z.int().min(0).max(MAX_SCATTER_POINTS),
  /** Bins along each axis. */
  bins: z.strictObject({
    x: z.int().min(1).max(MAX_SCATTER_BINS),
    y: z.int().min(1).max(MAX_SCATTER_BINS),
  }),
})
export type ScatterQuestion = z.infer<typeof ScatterQuestion>

const Extent = z.object({ min: z.number(), max: z.number() })

export const Scatter = z.discriminatedUnion('kind', [
  /** Records in the order of file and line. */
  z.object({
    kind: z.literal('points'),
    x: Doubles,
    y: Doubles,
    timestampUs: Doubles,
    fileId: Doubles,
    line: Doubles,
  }),
  z.object({
    kind: z.literal('bins'),
    /** The values that lie at the outer borders of the first and the last bin. */
    x: Extent,
    y: Extent,
    columns: z.int().positive(),
    rows: z.int().positive(),
    /** Records in each bin, row by row from the smallest y on: bin (column, row) is at `row * columns + column`. */
    count: Doubles,
    /** Records that were counted, and all records of the window, about: of very many, an even part is counted. */
    counted: z.number().nonnegative(),
    records: z.number().nonnegative(),
  }),
])
export type Scatter = z.infer<typeof Scatter>
