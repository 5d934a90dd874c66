import { z } from 'zod'
import { Limits } from './limits'
import { Source } from './source'
import { fileText, MOST_IN_CELL, Name, shownText } from './texts'

/** What the map, the public view `telemetry` and completeness work from. */
export const Role = z.enum(['latitude', 'longitude', 'altitude', 'velocity', 'counter'])
export type Role = z.infer<typeof Role>

/** What a cell holds where there is no value. Those that are numbers are compared as numbers. */
export const Missing = z
  .array(
    z.union([z.string().max(MOST_IN_CELL), z.number()], {
      error: `must be a text of at most ${MOST_IN_CELL} characters, or a number`,
    }),
  )
  .max(1000)
  .describe('What a cell holds where there is no value. An empty cell never has one.')

const common = {
  name: Name.describe('What the channel is, through all revisions: its column in the database.'),
  label: shownText(200).optional().describe('What people read; the name where there is none.'),
  from: Source,
  group: shownText(200).optional(),
  required: z
    .boolean()
    .default(false)
    .describe('Whether a line without a good value of it is a bad line.'),
  missing: Missing.optional().describe('As that of the file, and besides it.'),
}

const NumberChannel = z.strictObject({
  ...common,
  kind: z.literal('number'),
  unit: shownText(100).optional().describe('Of the value with scale and offset.'),
  scale: z
    .number()
    .refine((scale) => scale !== 0, { error: 'must not be 0: every value would become the same' })
    .optional()
    .describe('The value shown is what is in the file times scale plus offset.'),
  offset: z.number().optional(),
  decimals: z.int().min(0).max(20).optional().describe('How many are shown.'),
  role: Role.optional(),
  valid: z
    .strictObject({ min: z.number().optional(), max: z.number().optional() })
    .optional()
    .describe('Where a value of the file, without scale and offset, can be true at all.'),
  limits: Limits.optional(),
  wraps: z
    .int()
    .min(2)
    .optional()
    .describe('How many values a counter has: after the last one comes 0 again.'),
})

const State = z.strictObject({
  value: z.union([fileText(MOST_IN_CELL), z.number(), z.boolean()], {
    error: `must be a text of 1 to ${MOST_IN_CELL} characters, a number, true or false`,
  }),
  word: shownText(200),
  level: z.enum(['yellow', 'red']).optional(),
})

const StateChannel = z.strictObject({
  ...common,
  kind: z.literal('state'),
  states: z.array(State).min(1).max(1000),
})

const WordChannel = z.strictObject({ ...common, kind: z.literal('word') })

/** What one value of a record is. */
export const Channel = z.discriminatedUnion('kind', [NumberChannel, StateChannel, WordChannel])
export type Channel = z.infer<typeof Channel>
export type NumberChannel = z.infer<typeof NumberChannel>
export type StateChannel = z.infer<typeof StateChannel>
export type WordChannel = z.infer<typeof WordChannel>
